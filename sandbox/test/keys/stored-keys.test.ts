import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { storedKeys } from '../../src/keys/key-pairs.js'

let folder: string
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'sandbox-keys-'))))
afterEach(() => rmSync(folder, { recursive: true }))

test('keys are made once, kept for their owner alone, and read back', async () => {
  const made = await storedKeys(join(folder, 'state'))
  const file = join(folder, 'state', 'keys.json')
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(await storedKeys(join(folder, 'state'))).toEqual(made)
  expect(made.merchant.privateKey).not.toBe(made.platform.privateKey)
})

test('a file that holds no keys is named, not replaced', async () => {
  const file = join(folder, 'keys.json')
  writeFileSync(file, '{}')
  await expect(storedKeys(folder)).rejects.toThrow(file)
  expect(readFileSync(file, 'utf8')).toBe('{}')
})
