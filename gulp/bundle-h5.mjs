import { createHash } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { minify } from '@swc/core'
import { build } from 'esbuild'
import { withKeptNames } from './kept-names.mjs'
import { packStyles } from './pack-styles.mjs'
import { packTexts } from './pack-texts.mjs'
import { privateNames, privateWords } from './private-names.mjs'
import { shortenStrings } from './shorten-strings.mjs'

const h5 = { bundle: true, target: 'es2017', charset: 'utf8', legalComments: 'none' }
const script = { ...h5, entryPoints: ['h5/global.ts'], format: 'iife' }
const module = { ...h5, entryPoints: ['h5/index.ts'], format: 'esm' }
const forDevelopers = { define: { __DEV__: 'true' } }
// Numbers, since a word is a string here and the name of a field there, and no field has a number for a name.
const shortWords = Object.fromEntries(privateWords.map((word, index) => [word, String(index)]))

/** The script tag's two builds, with and without the checks for developers, and the module. */
export const bundleH5 = () =>
  Promise.all([
    build({ ...script, ...forDevelopers, outfile: 'dist/h5/subscribe-message.js' }),
    build({ ...module, ...forDevelopers, outfile: 'dist/h5/subscribe-message.mjs' }),
    bundleSmallScript(),
  ])

/** The script tag's small build, with all that makes it small but the letters of its names, and its fields' names. */
export async function compressScript() {
  // esbuild joins the modules and shortens our own names; swc compresses what it made further than esbuild does.
  const { outputFiles, mangleCache } = await build({
    ...script,
    define: { __DEV__: 'false', 'Object.assign': 'assign' },
    inject: ['gulp/short-globals.mjs'],
    mangleProps: new RegExp(`^(${[...privateNames, ...privateWords].join('|')})$`),
    mangleCache: shortWords,
    // Else a constant of another module is no constant here, and dead branches stay.
    minifySyntax: true,
    plugins: [packTexts, packStyles],
    write: false,
  })
  const { code } = await minify(shortenStrings(outputFiles[0].text, shortWords), {
    compress: {
      ecma: 2017,
      passes: 5,
      toplevel: true,
      module: true,
      keep_fargs: false,
      hoist_vars: true,
      pure_getters: true,
      unsafe_arrows: true,
      unsafe_methods: true,
    },
    mangle: { toplevel: true },
    // A page in another encoding reads it alike, and it is smaller when zipped.
    format: { ecma: 2017, ascii_only: true },
  })
  const fields = privateNames.map((name) => mangleCache[name]).filter(Boolean)
  // The only lines left are those of the styles.
  return { code: code.replace(/([`{},;])\n/g, '$1'), fields }
}

async function bundleSmallScript() {
  const { code: compressed, fields } = await compressScript()
  const code = await withKeptNames(compressed, fields)
  const integrity = `sha384-${createHash('sha384').update(code).digest('base64')}`
  const readme = await readFile('h5/README.md', 'utf8')
  await mkdir('dist/h5', { recursive: true })
  await Promise.all([
    writeFile('dist/h5/subscribe-message.min.js', code),
    // The hash changes with every change of the sources, so it stands in the README that ships, not in git's.
    writeFile(
      'dist/h5/README.md',
      readme.replaceAll('{integrity}', integrity).replaceAll('](../', '](../../'),
    ),
  ])
}
