/** @jest-environment @stryker-mutator/jest-runner/jest-env/node */
import { runInNewContext } from 'node:vm'
import { build } from '../../src/build/build.js'
import { bundleScripts } from '../../src/build/bundle-scripts.js'
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
    ['a script', { 'pages/index/index.js': 'Page({\n  data: }\n})' }, 'pages/index/index.js', 2, 9, /Correct the script$/],
    ['a name that is there twice', { 'pages/index/index.js': 'const a = 1\nconst a = 2\nPage({})' }, 'pages/index/index.js', 2, 7, /originally declared here:?\. Correct the script$/],
    ['a missing module', { 'pages/index/index.js': 'import "./gone"\nPage({})' }, 'pages/index/index.js', 1, 8, /Correct the path, or install the package$/],
    ['json', { 'pages/index/index.json': '{\n "a": 1,\n}' }, 'pages/index/index.json', 3, 1, /commas/],
    ['a missing page', { 'app.json': '{ "pages": ["pages/index/index",\n "pages/gone/gone"],\n "window": {} }', 'pages/gone/gone.js': '' }, 'app.json', 2, 3, /Add the page/],
    ['a missing script', { 'app.json': '{ "pages": ["p"] }', 'p.axml': '' }, 'p.js', 1, 1, /Page\({}\)/],
    ['less', { 'pages/index/index.less': '.a { top: @gone }' }, 'pages/index/index.less', 1, 11, /./],
    ['a style of the app', { 'app.less': '.a { top: @gone }' }, 'app.less', 1, 11, /./],
    ['an sjs module', { 'pages/index/index.axml': '<import-sjs name="m" from="./m.sjs" />', 'pages/index/m.sjs': 'export default {' }, 'pages/index/m.sjs', 1, 17, /Correct the script$/],
  ])('%s', async (_name, files, file, line, column, remedy) => {
    const folder = programFolder(files)
    const { errors, script } = await build({ folder })
    expect(errors).toEqual([expect.objectContaining({ file: `${folder}/${file}`, line, column })])
    expect(errors[0]?.message).toMatch(remedy)
    expect(script).toContain(`${file}:${line}:${column}: `)
  })

  test.each([
    ['a missing component', '{\n "usingComponents": { "a": "./gone" } }', 2, 28, /install the package/],
    ['a plugin', '{\n "usingComponents": { "a": "plugin://b/c" } }', 2, 28, /component of a plugin/],
  ])('%s is a warning', async (_name, json, line, column, message) => {
    const folder = programFolder({ 'pages/index/index.json': json, 'pages/index/index.axml': '<a />' })
    const { errors, warnings } = await build({ folder })
    expect(errors).toEqual([])
    expect(warnings).toEqual([expect.objectContaining({ file: `${folder}/pages/index/index.json`, line, column })])
    expect(warnings[0]?.message).toMatch(message)
  })

  test('no pages', async () => {
    const folder = programFolder({ 'app.json': '{}' })
    await expect(build({ folder })).rejects.toMatchObject({ file: `${folder}/app.json`, line: 1, column: 1, message: expect.stringContaining('"pages"') as string })
  })

  test('a folder that is not a mini program', async () => {
    await expect(build({ folder: '/nowhere' })).rejects.toMatchObject({
      message: '/nowhere/app.json:1:1: there is no app.json. Name the folder that holds it',
    })
  })
})

test.each([
  ['crossed tags', '<view>\n  <text>a\n</view>', 3, 1, /Close text first/],
  ['a value without quotes', '<view a:if={{a}} />', 1, 12, /has no quotes/],
  ['no expression', '<view a="{{a +}}" />', 1, 12, /JavaScript expression/],
])('%s in axml are a warning with its place, in the bundle too', async (_name, axml, line, column, message) => {
  const folder = programFolder({ 'pages/index/index.axml': axml })
  const { warnings, script } = await build({ folder })
  expect(warnings).toEqual([expect.objectContaining({ file: `${folder}/pages/index/index.axml`, line, column })])
  expect(warnings[0]?.message).toMatch(message)
  expect(script).toContain(`index.axml:${line}:${column}: `)
})

test('one bad page leaves the others', async () => {
  const names = Array.from({ length: 12 }, (_, index) => `pages/p${index}`)
  const pages = names.flatMap((name) => [[`${name}.axml`, '<view>hello</view>'], [`${name}.js`, `Page({ name: "${name}" })`]] as const)
  const folder = programFolder({
    ...Object.fromEntries(pages),
    'app.json': JSON.stringify({ pages: names }),
    'pages/p3.js': 'Page({',
    'pages/p4.js': 'import gone from "gone-package"\nPage({ gone })',
    'pages/p5.json': '{',
  })
  const { script, errors } = await build({ folder })
  expect(errors.map(({ file }) => file.slice(folder.length + 1)).sort()).toEqual(['pages/p3.js', 'pages/p4.js', 'pages/p5.json'])
  for (const name of names) expect(script).toContain(`path: "${name}"`)
  for (const name of names.filter((name) => !/p[34]$/.test(name))) expect(script).toContain(`Page({ name: "${name}" })`)
})

test.each([
  ['a name that a module does not export is undefined', 'import { x } from "./b"\nPage({ x })', 'export default { x: 1 }', undefined, 1],
  ['import and module.exports may stand in one script', 'import b from "./b"\nPage({ x: b.x })', 'import "./c"\nmodule.exports = { x: 5 }', 5, 0],
])('%s', async (_name, index, b, x, count) => {
  const folder = programFolder({ 'pages/index/index.js': index, 'pages/index/b.js': b, 'pages/index/c.js': '' })
  const file = `${folder}/pages/index/index.js`
  const { script, errors, warnings } = await bundleScripts(`require(${JSON.stringify(file)})`, folder)
  expect([errors, warnings.length]).toEqual([[], count])
  if (count) expect(warnings[0]).toMatchObject({ file, line: 1, column: 10 })
  const registered: unknown[] = []
  runInNewContext(script, { Page: (options: unknown) => registered.push(options) })
  expect(JSON.stringify(registered)).toBe(JSON.stringify([{ x }]))
})
