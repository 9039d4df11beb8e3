import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(__dirname, '../..')
const read = (...path: string[]) => readFileSync(join(root, ...path), 'utf8')
/** Line ends and indents differ between a file and what a guide shows of it. */
const tight = (text: string) => text.replace(/\s+/g, ' ').trim()

const sourceNames = /\.(m?js|jsx|tsx?|json|vue)$/
const sourcesOf = (app: string) =>
  readdirSync(join(root, 'examples', app), { recursive: true, encoding: 'utf8' })
    .filter((name) => sourceNames.test(name) && !/node_modules|mycomponents|dist|package-lock/.test(name))
    .map((name) => tight(read('examples', app, name)))

test.each([
  ['taro', ['taro-react', 'taro-vue']],
  ['uni-app', ['uni-app']],
  ['remax', ['remax']],
  ['react', ['react']],
  ['vue', ['vue']],
])('every block of code in the guide for %s stands in its example', (guide, apps) => {
  const blocks = [...read('docs/guides', `${guide}.md`).matchAll(/^```(?!sh)\w+\n([^]*?)^```$/gm)]
  expect(blocks.length).toBeGreaterThan(1)
  const sources = apps.flatMap(sourcesOf)
  const missing = blocks
    .map(([, code]) => tight(code!))
    .filter((code) => !sources.some((text) => text.includes(code)))
  expect(missing).toEqual([])
})

test.each(readdirSync(join(root, 'docs/guides')))('README.md leads to docs/guides/%s', (guide) => {
  expect(read('README.md')).toContain(`docs/guides/${guide}`)
})
