/** @jest-environment @stryker-mutator/jest-runner/jest-env/node */
import type { BuiltUnit } from '../../src/build/collect-units.js'
import { entryCode } from '../../src/build/entry-code.js'
import { page } from '../../src/build/page-html.js'

const unit = (path: string, more: Partial<BuiltUnit> = {}): BuiltUnit => ({
  ...{ path: `/p/${path}`, shown: path, isPage: true, script: `/p/${path}.js`, using: {}, components: {} },
  ...{ template: { code: 'return {}', sjs: [], files: [], warnings: [] }, json: jsonOf({}) },
  ...{ scopeAttribute: undefined, style: '', errors: [], warnings: [] },
  ...more,
})
const jsonOf = (all: Record<string, unknown>) => ({ path: '', text: '', usingComponents: {}, styleIsolation: '', all })
const draw = (more: Partial<Parameters<typeof page>[0]> = {}) =>
  page({ title: 'A shop', appStyle: '', units: [], myScript: undefined, ...more })

describe('the document', () => {
  test("has the program's title as text", () => {
    expect(draw({ title: '<b> & "c"' })).toContain('<title>&lt;b> &amp; &quot;c&quot;</title>')
  })

  test("has the app's style and those of components on, those of pages off", () => {
    const units = [
      unit('home', { style: '.home{}' }),
      unit('plain'),
      unit('box', { isPage: false, style: '.box{}' }),
      unit('card', { isPage: false, style: '.card{}' }),
    ]
    const html = draw({ appStyle: '.app{}', units })
    expect(html).toContain('<style>.app{}\n.box{}\n.card{}</style>')
    expect(html).toContain('<style data-page="home" media="not all">.home{}</style>')
    expect(html.match(/data-page/g)).toHaveLength(1)
  })

  test('keeps a style inside of its element', () => {
    const units = [unit('a"b', { style: '.a{content:"</style>"}' })]
    const html = draw({ appStyle: '/* </style> */', units })
    expect(html.match(/<\/style>/g)).toHaveLength(3)
    expect(html).toContain('.a{content:"<\\/style>"}')
    expect(html).toContain('data-page="a&quot;b"')
  })

  test('loads the script of my before the program, where there is one', () => {
    expect(draw().match(/<script/g)).toHaveLength(1)
    expect(draw({ myScript: 'http://a/?b&"c"' })).toMatch(
      /<script src="http:\/\/a\/\?b&amp;&quot;c&quot;"><\/script>[^]*<div id="program"><\/div>\n<script src="program.js">/,
    )
  })
})

describe('the entry of the bundle', () => {
  const app = { pages: ['home'], tabs: [], tabBar: {}, window: { defaultTitle: 'A' } }
  const entry = (more: object = {}) =>
    entryCode({
      ...{ runtime: '/r/start.js', appScript: '/p/app.js', members: undefined, errors: [] },
      app: { ...app, json: jsonOf({}) },
      units: [unit('home', { using: { box: 'parts/box' }, json: jsonOf({ defaultTitle: 'H' }), template: { code: 'return {}', sjs: ['/p/a.sjs', '/p/b.sjs'], files: [], warnings: [] }, scopeAttribute: 'data-s-1' })],
      ...more,
    })
  /** What `start` would get. */
  const started = (code: string) => {
    const given: { program?: unknown } = {}
    const run = new AsyncFunction('start', 'require', code.replace(/^import .*$/m, ''))
    return run((program: unknown) => (given.program = program), (file: string) => ({ default: undefined, file })).then(() => given.program)
  }

  test('hands over the app and its units, and loads nothing before it is asked', async () => {
    const program = (await started(entry())) as {
      app: object
      appScript: () => { file: string }
      members: object
      units: Record<string, { script: () => { file: string }; sjs: (() => { file: string })[] } & Record<string, unknown>>
    }
    expect([program.app, program.members, program.appScript().file]).toEqual([app, {}, '/p/app.js'])
    const { home } = program.units
    expect(home).toMatchObject({ path: 'home', using: { box: 'parts/box' }, json: { defaultTitle: 'H' }, scopeAttribute: 'data-s-1' })
    expect([home!.script().file, ...home!.sjs.map((load) => load().file)]).toEqual(['/p/home.js', '/p/a.sjs', '/p/b.sjs'])
    expect(entry()).toContain('import { start } from "/r/start.js"')
  })

  test('takes the exports of the module of members', async () => {
    expect(await started(entry({ members: '/p/my.mjs' }))).toMatchObject({ members: { file: '/p/my.mjs' } })
  })
})

const AsyncFunction = (async () => undefined).constructor as new (...code: string[]) => (...given: unknown[]) => Promise<unknown>
