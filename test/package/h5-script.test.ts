// The file that a script tag loads.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { ja } from '../../src/languages/ja'
import { en } from '../../src/texts/en'
import { zhCN } from '../../src/texts/zh-cn'
import { zhHK } from '../../src/texts/zh-hk'

const project = join(__dirname, '..', '..')
const read = (file: string) => readFileSync(join(project, file))
const script = 'dist/h5/subscribe-message.min.js'

// Why this much: docs/decisions/0001-size-limits.md.
const LIMITS = { brotli: 14_336, gzip: 16_311 }

test('it fits the first round trip as a CDN sends it, with styles and the built-in languages', () => {
  expect(brotliCompressSync(read(script)).byteLength).toBeLessThanOrEqual(LIMITS.brotli)
  expect(gzipSync(read(script), { level: 9 }).byteLength).toBeLessThanOrEqual(LIMITS.gzip)
})

test('it has the styles and the texts of all three languages in it', () => {
  const code = read(script)
    .toString()
    .replace(/\\u([\da-f]{4})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)))
  const texts = [en, zhCN, zhHK].map(({ howToStop }) => howToStop)
  for (const part of [...texts, 'prefers-color-scheme']) expect(code).toContain(part)
  expect(code).not.toContain(ja.texts.howToStop)
})

test.each([script, 'dist/h5/languages/ja.js', 'languages/ja.js'])(
  '%s reads the same on a page in any encoding',
  (file) => {
    expect(read(file).toString()).toMatch(/^[ -~\n]*$/)
  },
)

test('the published README has its hash', () => {
  const hash = createHash('sha384').update(read(script)).digest('base64')
  expect(read('dist/h5/README.md').toString()).toContain(`integrity="sha384-${hash}"`)
})
