// npm run names: finds the letters that make the H5 script smallest, and keeps them for the builds to come.
import { compressScript } from './bundle-h5.mjs'
import { findNames } from './find-names.mjs'
import { keepNames } from './kept-names.mjs'

const tries = Number(process.argv[2] ?? 300_000)
const { code, fields } = await compressScript()
const { letters, size } = findNames(code, fields, tries, console.log)
await keepNames(code, letters)
console.log(`${size} bytes, gzip -9`)
