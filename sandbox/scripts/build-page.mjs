// Bundles the web page and the bridge script into dist/page/. `sandbox/` is the working directory, and dist/ is new.
import { copyFile, writeFile } from 'node:fs/promises'
import { build } from 'esbuild'
import { noticesOf } from '../../gulp/third-party-notices.mjs'

const outdir = 'dist/page'
const shared = {
  outdir,
  bundle: true,
  metafile: true,
  minify: true,
  legalComments: 'none',
  target: 'es2022',
  logLevel: 'warning',
}
const page = [
  { in: 'src/page/main.tsx', out: 'page' },
  { in: 'src/page/styles/page.css', out: 'page' },
]

const results = await Promise.all([
  build({ ...shared, entryPoints: page, format: 'esm', jsx: 'automatic', jsxImportSource: 'preact' }),
  // The server wraps this one into a function that gives it SANDBOX.
  build({ ...shared, entryPoints: ['src/bridge/bridge.ts'], format: 'iife' }),
])
await copyFile('src/page/index.html', `${outdir}/index.html`)
await writeFile(`${outdir}/THIRD-PARTY-NOTICES.txt`, noticesOf(results.map(({ metafile }) => metafile)))
