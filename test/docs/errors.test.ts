import { readFileSync } from 'node:fs'
import { join } from 'node:path'

// The remedies are left out of minified builds: this is the development build's table.
Object.assign(globalThis, { __DEV__: true })
const documented = [
  ...readFileSync(join(__dirname, '../../docs/errors.md'), 'utf8').matchAll(
    /^\| `([A-Z_]+)` \| .+ \| .+ \|$/gm,
  ),
].map(([, code]) => code)

test('every error code of the code is in docs/errors.md with a cause and a remedy, and no other', async () => {
  const { remedies } = await import('../../src/errors')
  expect(Object.keys(remedies).length).toBeGreaterThan(10)
  expect(documented).toEqual(Object.keys(remedies))
})
