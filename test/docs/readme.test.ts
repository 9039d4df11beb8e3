import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

const root = join(__dirname, '../..')
const pages = execFileSync('git', ['ls-files', '*.md'], { cwd: root, encoding: 'utf8' }).trim().split('\n')
const read = (file: string) => readFileSync(join(root, file), 'utf8')
const scriptsOf = (file: string) =>
  Object.keys((JSON.parse(read(file)) as { scripts?: Record<string, string> }).scripts ?? {})

test.each(pages)('every npm script that %s names exists', (page) => {
  const named = [...read(page).matchAll(/npm run ([a-z][\w:-]*)(?:[^\n`]*? -w ([a-z-]+))?/g)]
  for (const [, script, workspace] of named) {
    expect(scriptsOf(workspace ? `${workspace}/package.json` : 'package.json')).toContain(script)
  }
})

test.each(pages)('every file that %s links to exists', (page) => {
  // What stands in code only looks like a link.
  const prose = read(page).replace(/(?<!`)(`+)(?!`)[^]*?(?<!`)\1(?!`)/g, '')
  const links = [...prose.matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)].map(([, target]) => target!)
  const missing = links.filter((target) => !existsSync(resolve(root, dirname(page), target)))
  expect(missing).toEqual([])
})

test('continuous integration runs exactly what a developer runs', () => {
  expect(read('.ci/run').trim().split('\n').at(-1)).toBe('npm test')
})
