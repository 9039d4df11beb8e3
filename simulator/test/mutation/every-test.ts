import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
// Their hooks have to belong to all tests, not to the first file that loads them.
import '../support/inline.js'
import '../support/program-folder.js'

const folder = join(__dirname, '..')
const isForNode = (file: string) =>
  readFileSync(join(folder, file), 'utf8').startsWith('/** @jest-environment node')

/** The test files of one environment in one: setting up a world for each of them costs more than the tests. */
export function everyTest(environment: 'node' | 'jsdom'): void {
  const files = (readdirSync(folder, { recursive: true }) as string[])
    .filter((file) => file.endsWith('.test.ts') && !/^(foreign|mutation)\//.test(file))
    .filter((file) => isForNode(file) === (environment === 'node'))
  describe.each(files)('%s', (file) => {
    // Now, since tests can't be told of later.
    jest.requireActual(join(folder, file))
  })
}
