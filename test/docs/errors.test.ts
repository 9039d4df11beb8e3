import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { remedies } from '../../src/result'

const documented = [
  ...readFileSync(join(__dirname, '../../docs/errors.md'), 'utf8').matchAll(
    /^\| `([A-Z_]+)` \| .+ \| .+ \|$/gm,
  ),
].map(([, code]) => code)

test('every error code of the code is in docs/errors.md with a cause and a remedy, and no other', () => {
  expect(Object.keys(remedies).length).toBeGreaterThan(10)
  expect(documented).toEqual(Object.keys(remedies))
})
