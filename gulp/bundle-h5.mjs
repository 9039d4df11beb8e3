import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, parse } from 'node:path'
import { build } from 'esbuild'
import { minify } from 'terser'
import ts from 'typescript'

const script = { entryPoints: ['h5/global.ts'], format: 'iife' }
const module = { entryPoints: ['h5/index.ts'], format: 'esm' }

/** The script tag of a language, after the main one. */
const languageScript = (language) => ({
  stdin: {
    contents: `import * as packs from './${language}'; SubscribeMsg.configure({ languages: Object.values(packs) })`,
    resolveDir: 'src/languages',
  },
  format: 'iife',
})

const bundle = (entry, outfile, isDev, more) =>
  build({ ...entry, outfile, bundle: true, target: 'es2017', define: { __DEV__: String(isDev) }, ...more })

/** esbuild joins the files, TypeScript turns `{ ...a }` into Object.assign, and terser shortens the result. */
async function bundleSmall(entry, outfile) {
  // esbuild would add its own 200 bytes of code for `{ ...a }`.
  const supported = { 'object-rest-spread': true }
  const { outputFiles } = await bundle(entry, outfile, false, { minifySyntax: true, supported, write: false })
  const { outputText } = ts.transpileModule(outputFiles[0].text, { compilerOptions: { target: 'ES2017' } })
  // Only ASCII, as esbuild writes it: a page in any encoding reads the same.
  const { code } = await minify(outputText, { ecma: 2017, format: { ascii_only: true } })
  await mkdir(dirname(outfile), { recursive: true })
  await writeFile(outfile, code)
}

/** The script tag's two builds, small and for developers, the module for bundlers, and the languages. */
export async function bundleH5() {
  const languages = (await readdir('src/languages')).map((file) => parse(file).name)
  await Promise.all([
    bundleSmall(script, 'dist/h5/subscribe-message.min.js'),
    bundle(script, 'dist/h5/subscribe-message.js', true),
    bundle(module, 'dist/h5/subscribe-message.mjs', true),
    ...languages.map((language) => bundleSmall(languageScript(language), `dist/h5/languages/${language}.js`)),
  ])
  await writeReadme()
}

/** The script's hash changes with every change of the sources, so it stands in the README that ships, not in git's. */
async function writeReadme() {
  const code = await readFile('dist/h5/subscribe-message.min.js')
  const integrity = `sha384-${createHash('sha384').update(code).digest('base64')}`
  const readme = await readFile('h5/README.md', 'utf8')
  await writeFile(
    'dist/h5/README.md',
    readme.replaceAll('{integrity}', integrity).replaceAll('](../', '](../../'),
  )
}
