// What the documentation site is made of, without building it. The built site: `npm run test:long -- docs`.
import { execFile } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { apiErrorStatus } from '../../server/src/contract/errors'
import { resultCodes } from '../../server/src/platform/outcomes'
import { findCodes } from '../../site/.vitepress/theme/find-codes.mjs'
import { remedies } from '../../src/result'

jest.setTimeout(120_000)

const root = join(__dirname, '../..')
const read = (file: string) => readFileSync(join(root, file), 'utf8')
const rowsOf = (file: string): string[][] =>
  [...read(file).matchAll(/^\| `([A-Z_]+)` \|(.+)\|$/gm)].map(([, code, cells]) => [
    code!,
    ...cells!.split('|').map((cell) => cell.trim()),
  ])

describe.each(['docs', 'docs/zh-CN'])('the tables of codes in %s', (folder) => {
  test('backend-errors.md has every code of the server with its status, and no other', () => {
    const rows = rowsOf(`${folder}/backend-errors.md`)
    expect(Object.fromEntries(rows.map(([code, status]) => [code, Number(status)]))).toEqual(apiErrorStatus)
    for (const [code, , when, remedy] of rows)
      expect([code, Boolean(when), Boolean(remedy)]).toEqual([code, true, true])
  })

  test('platform-codes.md has every code of the platform with its status, and no other', () => {
    const documented = rowsOf(`${folder}/platform-codes.md`).map(([code, status, , , again]) => [
      code,
      { status, retryable: ['yes', '是'].includes(again!) },
    ])
    const known = Object.entries(resultCodes).map(([code, { status, retryable }]) => [
      code,
      { status, retryable },
    ])
    expect(documented).toEqual(known)
  })
})

test('platform-codes.md says what the code says to do', () => {
  const said = rowsOf('docs/platform-codes.md').map(([code, , , remedy]) => [code, remedy])
  expect(said).toEqual(Object.entries(resultCodes).map(([code, { remedy }]) => [code, remedy]))
})

describe('the pages', () => {
  let output: string
  const page = (path: string) => read(`build/site/pages/${path}`)
  beforeAll(async () => {
    // It fails on a link that leads nowhere and on a block of code that can't be read.
    const run = promisify(execFile)(process.execPath, ['site/collect-pages.mjs'], { cwd: root })
    output = await run.then(
      ({ stdout, stderr }) => stdout + stderr,
      (error: unknown) => (error as { stderr: string }).stderr,
    )
  })

  test('are collected without a problem', () => {
    expect(output).toMatch(/^docs: \d+ pages, \d+ blocks of code\n$/)
  })

  test('show every file of docs/ but the decisions', () => {
    const files = readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.md') && !file.startsWith('decisions/'))
      .map((file) => file.replaceAll('\\', '/'))
    expect(files.length).toBeGreaterThan(20)
    for (const file of files) expect(page(file)).toContain('\n# ')
  })

  test('the troubleshooter knows every code of ours and of the platform, in both languages', () => {
    const table = JSON.parse(page('error-table.json')) as {
      code: string
      from: string
      en: { when: string; remedy: string }
      'zh-CN': { when: string; remedy: string }
    }[]
    const codesOf = (from: string) => table.filter((row) => row.from === from).map(({ code }) => code)
    expect(codesOf('result')).toEqual(Object.keys(remedies))
    expect(codesOf('server').sort()).toEqual(Object.keys(apiErrorStatus).sort())
    expect(codesOf('platform')).toEqual(Object.keys(resultCodes))
    for (const { code, en, 'zh-CN': chinese } of table) {
      expect([code, en.when.length > 10, en.remedy.length > 2]).toEqual([code, true, true])
      expect([code, /\p{Script=Han}/u.test(chinese.when + chinese.remedy)]).toEqual([code, true])
    }
  })

  test('the reference has what the code has', () => {
    expect(page('reference/props.md')).toContain('| `templateIds` | `string[]` | required |')
    expect(page('reference/props.md')).toContain('| `officialResult` |')
    expect(page('reference/results.md')).toContain('| `subscriptionIds` |')
    expect(page('reference/settings.md')).toContain('| `LEDGER_KEY` | required |')
    expect(page('reference/settings.md')).toContain('Or in a file: `PLATFORM_PUBLIC_KEY_FILE`.')
    expect(page('reference/server-api.md')).toContain('### POST /v1/messages')
    expect(page('reference/control-api.md')).toContain('### POST /_sandbox/faults')
  })
})

const broken: [language: string, body: string][] = [
  ['json', '{ "a": 1, }'],
  ['js', 'const a = = 1'],
  ['ts', 'let a: = 1'],
  ['jsx', '<a><b></a>'],
  ['sh', 'npx try --key <the key that init printed>'],
]
const whole: typeof broken = [
  ['json', '"build": "node build.mjs"'],
  ['js', 'handleAnswer(result) {\n  this.setData({ asking: false })\n}'],
  ['tsx', 'export function A() {\n  return <p>1</p>\n'],
  ['sh', 'curl -fsS http://127.0.0.1/ \\\n  -d "{}"'],
]

test('a block of code that can’t be read is named, and one that can is not', async () => {
  // In a process of its own: the scripts of the site are ES modules.
  const script = `import { problemIn } from './site/check-blocks.mjs'
    const found = ${JSON.stringify([...broken, ...whole])}.map(([language, body]) => problemIn(language, body) ?? '')
    console.log(JSON.stringify(found))`
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
    cwd: root,
  })
  const named = (JSON.parse(stdout) as string[]).map((problem) => problem !== '')
  expect(named).toEqual([...broken.map(() => true), ...whole.map(() => false)])
})

describe('the troubleshooter finds', () => {
  const table = ['INVALID_CODE', 'USED_CODE', 'INVALID_AUTHCODE', 'USER_NOT_SUBSCRIBED'].map((code) => ({
    code,
  }))
  const found = (typed: string) => findCodes(table, typed).map(({ code }) => code)

  test.each([
    ['a code, in any case', 'used_code', ['USED_CODE']],
    ['a part of one', 'subscr', ['USER_NOT_SUBSCRIBED']],
    ['a code written with spaces', 'user not', ['USER_NOT_SUBSCRIBED']],
    ['those in a line of a log', 'failed: INVALID_CODE (400)', ['INVALID_CODE']],
    ['nothing for a code that nobody knows', 'NO_SUCH_CODE', []],
    ['nothing before something is typed', ' ', []],
  ])('%s', (_what, typed, expected) => {
    expect(found(typed)).toEqual(expected)
  })
})
