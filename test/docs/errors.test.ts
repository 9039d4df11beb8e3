import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { apiErrorStatus } from '../../server/src/contract/errors'
import { backendRules } from '../../src/backend'
import { remedies } from '../../src/result'

const read = (path: string) => readFileSync(join(__dirname, '../..', path), 'utf8')

test.each(['docs/errors.md', 'docs/zh-CN/errors.md'])(
  'every error code of the code is in %s with a cause and a remedy, and no other',
  (page) => {
    const text = read(page)
    const documented = [...text.matchAll(/^\| `([A-Z_]+)` \| .+ \| .+ \|$/gm)].map(([, code]) => code)
    expect(Object.keys(remedies).length).toBeGreaterThan(10)
    expect(documented).toEqual(Object.keys(remedies))
  },
)

const codesOfContract = Object.keys(backendRules).filter(
  (code) => !['NO_ANSWER', 'UNREADABLE'].includes(code),
)

test('every error code of the contract is in docs/contract.md with its status and result, and no other', () => {
  const rows = [
    ...read('docs/contract.md').matchAll(/^\| ([A-Z_, ]+?)(?: \([^|]*\))? \| (\d+) \| .+ \| (.+) \|$/gm),
  ]
  const documented = rows.flatMap(([, codes, status, result]) =>
    codes!.split(', ').map((code) => ({ code, status: Number(status), result })),
  )
  const expected = codesOfContract.map((code) => ({
    code,
    status: apiErrorStatus[code as keyof typeof apiErrorStatus],
    result: expect.stringContaining(backendRules[code as keyof typeof backendRules][1]),
  }))
  const byCode = (one: { code: string }, other: { code: string }) => one.code.localeCompare(other.code)
  expect(documented.sort(byCode)).toEqual(expected.sort(byCode))
})

test("every other error code of the server is in its README's table with its status, and no other", () => {
  const rows = [...read('server/README.md').matchAll(/^\| ((?:`[A-Z_]+` ?)+)\| (\d{3}(?:, \d{3})*) \|/gm)]
  const documented = rows.flatMap(([, codes, statuses]) => {
    const all = statuses!.split(',').map(Number)
    return [...codes!.matchAll(/`([A-Z_]+)`/g)].map(([, code], index) => [code, all[index] ?? all[0]])
  })
  const isOther = ([code]: unknown[]) => !codesOfContract.includes(code as string)
  const expected = Object.fromEntries(Object.entries(apiErrorStatus).filter(isOther))
  expect(Object.fromEntries(documented.filter(isOther))).toEqual(expected)
})
