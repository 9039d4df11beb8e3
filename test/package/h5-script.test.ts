// The file that a script tag loads.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { privateNames, privateWords } from '../../gulp/private-names.mjs'
import { unpackTexts } from '../../gulp/unpack-texts.mjs'
import { en } from '../../src/texts/en'
import { zhCN } from '../../src/texts/zh-cn'
import { zhHK } from '../../src/texts/zh-hk'

const project = join(__dirname, '..', '..')
const read = (file: string) => readFileSync(join(project, file))
const script = 'dist/h5/subscribe-message.min.js'

// Above it after a change of src/ or h5/? `npm run names` finds the letters anew: docs/decisions/h5-size.md.
const LIMIT = 8_192

test(`it is at most ${LIMIT} bytes, zipped, with styles and three languages`, () => {
  const zipped = gzipSync(read(script), { level: 9 }).byteLength
  expect(zipped).toBeLessThanOrEqual(LIMIT)
})

test('it has the styles and the texts of all three languages in it', () => {
  const code = read(script).toString()
  for (const part of [en.agreeSelected, 'prefers-color-scheme:dark']) expect(code).toContain(part)
  const packed = [...code.matchAll(/"([\w{}]+\|[\w{}|]+)"/g)].map(([, text]) => text!)
  expect(packed.map((text) => unpackTexts(en, text))).toEqual([zhCN, zhHK])
})

test('it reads the same on a page in any encoding', () => {
  expect(read(script).toString()).toMatch(/^[ -~\n]*$/)
})

test('the published README has its hash', () => {
  const hash = createHash('sha384').update(read(script)).digest('base64')
  expect(read('dist/h5/README.md').toString()).toContain(`integrity="sha384-${hash}"`)
})

const publicTypes = ['src/options.ts', 'src/result.ts', 'src/contract.ts', 'src/panel-view.ts', 'h5/props.ts']

test('no name that a page, a bridge or an adapter reads is shortened', () => {
  const declared = [...publicTypes, 'src/texts/panel-texts.ts', 'src/pending/pending-answers.ts'].flatMap(
    (file) =>
      [
        ...read(file)
          .toString()
          .matchAll(/^ +(\w+)\??[:(]/gm),
      ].map(([, name]) => name!),
  )
  expect(declared).toEqual(
    expect.arrayContaining(['backendUrl', 'errorCode', 'templateCode', 'open', 'place']),
  )
  expect(privateNames.filter((name) => declared.includes(name))).toEqual([])
})

test('no word that a page, a bridge or the backend reads is shortened', () => {
  const said = publicTypes.flatMap((file) =>
    [
      ...read(file)
        .toString()
        .matchAll(/'(\w+)'/g),
    ].map(([, word]) => word),
  )
  expect(said).toEqual(expect.arrayContaining(['AGREE', 'CANCELLED', 'asking', 'SESSION_EXPIRED']))
  expect(privateWords.filter((word) => said.includes(word))).toEqual([])
})
