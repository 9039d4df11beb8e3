import { readFileSync } from 'node:fs'
import { version } from '../../src/version'

it('the version in consent records is the version of the package', () => {
  const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }
  expect(version).toBe(manifest.version)
})
