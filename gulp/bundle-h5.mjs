import { createHash } from 'node:crypto'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { parse } from 'node:path'
import { build } from 'esbuild'

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

/** The script tag's two builds, small and for developers, the module for bundlers, and the languages. */
export async function bundleH5() {
  const languages = (await readdir('src/languages')).map((file) => parse(file).name)
  await Promise.all([
    bundle(script, 'dist/h5/subscribe-message.min.js', false, { minify: true }),
    bundle(script, 'dist/h5/subscribe-message.js', true),
    bundle(module, 'dist/h5/subscribe-message.mjs', true),
    ...languages.map((language) =>
      bundle(languageScript(language), `dist/h5/languages/${language}.js`, false, { minify: true }),
    ),
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
