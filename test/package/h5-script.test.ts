// The file that a script tag loads.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { en } from '../../src/texts/en'
import { zhCN } from '../../src/texts/zh-cn'
import { zhHK } from '../../src/texts/zh-hk'

const project = join(__dirname, '..', '..')
const read = (file: string) => readFileSync(join(project, file))
const script = 'dist/h5/subscribe-message.min.js'

// Why this much: docs/decisions/sizes.md.
const LIMIT = 14_336

test(`it is at most ${LIMIT} bytes, zipped, with styles and three languages`, () => {
  const zipped = gzipSync(read(script), { level: 9 }).byteLength
  expect(zipped).toBeLessThanOrEqual(LIMIT)
})

test('it has the styles and the texts of all three languages in it', () => {
  const code = read(script)
    .toString()
    .replace(/\\u([\da-f]{4})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)))
  const texts = [en, zhCN, zhHK].map(({ rejectAll }) => rejectAll)
  for (const part of [...texts, 'prefers-color-scheme']) expect(code).toContain(part)
})

test('a page in any encoding reads it alike', () => {
  expect(read(script).toString()).toMatch(/^[ -~\n]*$/)
})

test('the README that ships names its hash', () => {
  const hash = createHash('sha384').update(read(script)).digest('base64')
  expect(read('dist/h5/README.md').toString()).toContain(`integrity="sha384-${hash}"`)
})
