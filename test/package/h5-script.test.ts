// The file that a script tag loads.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { privateNames } from '../../gulp/private-names.mjs'

const project = join(__dirname, '..', '..')
const read = (file: string) => readFileSync(join(project, file))
const script = 'dist/h5/subscribe-message.min.js'

// What it should be, and why it is not yet: docs/decisions/h5-size.md.
const LIMIT = 9_472

test(`it is at most ${LIMIT} bytes, zipped, with styles and three languages`, () => {
  const zipped = gzipSync(read(script), { level: 9 }).byteLength
  expect(zipped).toBeLessThanOrEqual(LIMIT)
})

/** As a page in any encoding reads it. */
const escaped = (character: string) =>
  `\\u${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`

test('it has the texts of all three languages and the styles in it', () => {
  const code = read(script).toString()
  for (const part of ['Agree to selected', '同意所选', '同意所選', 'prefers-color-scheme:dark']) {
    expect(code).toContain(part.replace(/[^ -~]/g, escaped))
  }
})

test('the README that ships names its hash', () => {
  const hash = createHash('sha384').update(read(script)).digest('base64')
  expect(read('dist/h5/README.md').toString()).toContain(`integrity="sha384-${hash}"`)
})

test('no name that a page, a bridge or an adapter reads is shortened', () => {
  const publicTypes = [
    'src/options.ts',
    'src/result.ts',
    'src/contract.ts',
    'src/panel-view.ts',
    'h5/props.ts',
  ]
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
