/** @jest-environment @stryker-mutator/jest-runner/jest-env/node */
import { build } from '../../src/build/build.js'
import { programFolder } from '../support/program-folder.js'

const box = {
  'pages/index/index.json': '{ "usingComponents": { "box": "boxes/es/box" } }',
  'pages/index/index.axml': '<box />',
  'node_modules/boxes/es/box.json': '{ "component": true, "styleIsolation": "apply-shared" }',
  'node_modules/boxes/es/box.axml':
    '<import-sjs name="words" from="./words.sjs" /><view class="box">{{words.hi}}</view>',
  'node_modules/boxes/es/words.sjs': 'export default { hi: "from sjs" }',
  'node_modules/boxes/es/box.less': '.box { view { top: 1rpx } }',
  'node_modules/boxes/es/box.ts':
    'import { base } from "/shared/base"\nconst size: number = base\nComponent({ data: { size } })',
  'shared/base.ts': 'export const base: number = 12345',
}

test('pages, npm components, ts, sjs and less become one page and one script', async () => {
  const { html, script, title } = await build({ folder: programFolder(box) })
  expect(title).toBe('A shop')
  expect(html).toMatch(/\.box a-view\[data-s-\w+\]/)
  expect(html).toContain('top: calc(1 * var(--rpx))')
  expect(script).toContain('from sjs')
  expect(script).toContain('12345')
  expect(script).toMatch(/using: \{ "?box"?: "node_modules\/boxes\/es\/box" \}/)
})

test("a page's own style is off until that page is open, app.acss is always on", async () => {
  const { html } = await build({
    folder: programFolder({ 'app.acss': 'page{color:red}', 'pages/index/index.acss': '.a{top:0}' }),
  })
  expect(html).toContain('<style data-page="pages/index/index" media="not all">.a{top:0}</style>')
  expect(html).toContain('a-page{color:red}')
})

test('a script for my stands before the program, a module of members is in it', async () => {
  const folder = programFolder({ 'my.mjs': 'export const getSiteInfo = () => "given by --my"' })
  const { html, script } = await build({
    folder,
    myScript: 'http://phone/my.js',
    members: `${folder}/my.mjs`,
  })
  expect(html.indexOf('<script src="http://phone/my.js">')).toBeGreaterThan(0)
  expect(html.indexOf('http://phone/my.js')).toBeLessThan(html.indexOf('program.js'))
  expect(script).toContain('given by --my')
})

test('a style that is shared is for all, a program without a title is one too', async () => {
  const files = { ...box, 'node_modules/boxes/es/box.json': '{ "component": true }', 'app.json': '{ "pages": ["pages/index/index"] }' }
  const { html, title } = await build({ folder: programFolder(files) })
  expect(html).toContain('.box a-view {')
  expect(title).toBe('Mini program')
})

test('templates of packages are found', async () => {
  const files = {
    'pages/index/index.axml': '<import src="words/t.axml" /><template is="t" />',
    'node_modules/words/t.axml': '<template name="t">from a package</template>',
  }
  expect((await build({ folder: programFolder(files) })).script).toContain('from a package')
})

describe('mistakes have file, line, column and what to do', () => {
  test.each([
    ['axml', { 'pages/index/index.axml': '<view>\n  <text>\n</view>' }, 'pages/index/index.axml', 3, 1, /Close text first/],
    ['an expression', { 'pages/index/index.axml': '<view a="{{a +}}" />' }, 'pages/index/index.axml', 1, 12, /JavaScript expression/],
    ['a script', { 'pages/index/index.js': 'Page({\n  data: }\n})' }, 'pages/index/index.js', 2, 9, /Correct the script$/],
    ['a name that is there twice', { 'pages/index/index.js': 'const a = 1\nconst a = 2\nPage({})' }, 'pages/index/index.js', 2, 7, /originally declared here:?\. Correct the script$/],
    ['a missing module', { 'pages/index/index.js': 'import "./gone"\nPage({})' }, 'pages/index/index.js', 1, 8, /Correct the path, or install the package$/],
    ['a missing component', { 'pages/index/index.json': '{\n "usingComponents": { "a": "./gone" } }' }, 'pages/index/index.json', 2, 28, /install the package/],
    ['json', { 'pages/index/index.json': '{\n "a": 1,\n}' }, 'pages/index/index.json', 3, 1, /commas/],
    ['a missing page', { 'app.json': '{ "pages": ["pages/index/index",\n "pages/gone/gone"],\n "window": {} }' }, 'app.json', 2, 3, /Add the page/],
    ['a missing script', { 'app.json': '{ "pages": ["p"] }', 'p.axml': '' }, 'p.js', 1, 1, /Page\({}\)/],
    ['no pages', { 'app.json': '{}' }, 'app.json', 1, 1, /"pages"/],
    ['less', { 'pages/index/index.less': '.a { top: @gone }' }, 'pages/index/index.less', 1, 11, /./],
  ])('%s', async (_name, files, file, line, column, remedy) => {
    const folder = programFolder(files)
    const failure: unknown = await build({ folder }).catch((error: unknown) => error)
    const [error] = failure instanceof AggregateError ? (failure.errors as unknown[]) : [failure]
    expect(error).toMatchObject({ file: `${folder}/${file}`, line, column })
    expect((error as Error).message).toMatch(remedy)
  })

  test('a folder that is no mini program', async () => {
    await expect(build({ folder: '/nowhere' })).rejects.toMatchObject({
      message: '/nowhere/app.json:1:1: there is no app.json. Name the folder that holds it',
    })
  })
})
