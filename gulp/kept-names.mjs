import { createHash } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { readNames } from './minified-names.mjs'

const file = 'gulp/kept-names.json'
const hashOf = (code) => createHash('sha256').update(code).digest('hex')

/** Minified code with the letters that `npm run names` found for it; as it is if it has changed since. */
export async function withKeptNames(code, fields) {
  const kept = JSON.parse(await readFile(file, 'utf8'))
  if (kept.code !== hashOf(code)) {
    console.warn(`${file} is of other code: npm run names makes the H5 script some 350 bytes smaller`)
    return code
  }
  const { names, render } = readNames(code, fields)
  const letters = kept.letters.split(' ')
  for (const [index, name] of names.entries()) name.letter = letters[index]
  return render()
}

export const keepNames = (code, letters) =>
  writeFile(file, `${JSON.stringify({ code: hashOf(code), letters: letters.join(' ') }, null, 2)}\n`)
