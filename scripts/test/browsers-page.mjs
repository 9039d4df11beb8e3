// docs/browsers.md has a table of every case in every engine. A run of the tests makes it, nobody writes it.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { engineVersions } from './engines.mjs'

const begin = '<!-- npm run browsers writes from here on -->'
const engines = ['Chromium', 'Firefox', 'WebKitGTK']
const words = { passed: 'passed', failed: '**failed**', pending: 'not run' }

const isOfEngines = (file) => /[/\\]engines[/\\]/.test(file)

/** Cases in the order of files and tests, each with what every engine said. Takes what jest writes with --json. */
export function casesOf({ testResults }) {
  const cases = new Map()
  const files = testResults
    .filter(({ name }) => isOfEngines(name))
    .sort((one, other) => (one.name < other.name ? -1 : 1))
  for (const { assertionResults } of files) {
    for (const { ancestorTitles, title, status } of assertionResults) {
      // A skipped engine's title says why, after its name.
      const [described, ...groups] = ancestorTitles
      const engine = engines.find((name) => described?.startsWith(name))
      if (!engine) throw new Error(`"${title}" stands outside of inEngine`)
      // What a browser can't be asked for is a skipped test whose title says why.
      const [, plain, why] = /^(.*?)(?: \((not tried: .*)\))?$/s.exec(title)
      const name = [...groups, plain].join(': ')
      cases.set(name, { ...cases.get(name), [engine]: why ?? words[status] ?? status })
    }
  }
  return [...cases].map(([name, said]) => ({
    name,
    said: engines.map((engine) => said[engine] ?? words.pending),
  }))
}

const row = (cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`

export function tableOf(cases, versions) {
  const head = engines.map((engine) => {
    const version = versions.find(({ name }) => name === engine)?.version
    return version ? `${engine} ${version}` : engine
  })
  return [
    row(['case', ...head]),
    row(['---', '---', '---', '---']),
    ...cases.map(({ name, said }) => row([name, ...said])),
  ].join('\n')
}

/** The page of the project at `root`, and the run whose results jest has left in the file `results`. */
export function browsersPage(root, results) {
  const file = join(root, 'docs', 'browsers.md')
  const page = readFileSync(file, 'utf8')
  const cases = () => casesOf(JSON.parse(readFileSync(results, 'utf8')))
  const [prose, written = ''] = page.split(begin)
  return {
    write() {
      writeFileSync(file, `${prose}${begin}\n\n${tableOf(cases(), engineVersions())}\n`)
    },
    /** Throws when the page tells of a case what this run did not see, or, after a whole run, lists one that is gone. */
    check({ isWhole = true } = {}) {
      const rows = written.trim().split('\n').slice(2)
      const seen = cases().map(({ name, said }) => ({ name, said, start: row([name]) }))
      const stale = seen.filter(({ start, said }) => {
        const cells = rows
          .find((one) => one.startsWith(start))
          ?.slice(start.length)
          .split('|')
        return said.some((word, index) => word !== 'not run' && word !== cells?.[index]?.trim())
      })
      const gone = isWhole ? rows.filter((one) => !seen.some(({ start }) => one.startsWith(start))) : []
      if (stale.length + gone.length === 0) return
      const named = [...stale.map(({ name }) => name), ...gone].join('\n  ')
      throw new Error(
        `docs/browsers.md is not what this run saw; npm run browsers writes it anew:\n  ${named}`,
      )
    },
  }
}
