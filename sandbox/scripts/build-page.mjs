// Bundles the web page and the bridge script into dist/page/, which is made anew each time. `sandbox/` is the
// working directory.
import { copyFile, rm } from 'node:fs/promises'
import { build } from 'esbuild'

const outdir = 'dist/page'
const shared = { outdir, bundle: true, minify: true, target: 'es2022', logLevel: 'warning' }
const page = [
  { in: 'src/page/main.tsx', out: 'page' },
  { in: 'src/page/styles/page.css', out: 'page' },
]

await rm(outdir, { recursive: true, force: true })
await Promise.all([
  build({ ...shared, entryPoints: page, format: 'esm', jsx: 'automatic', jsxImportSource: 'preact' }),
  // The server wraps this one into a function that gives it SANDBOX.
  build({ ...shared, entryPoints: ['src/bridge/bridge.ts'], format: 'iife' }),
])
await copyFile('src/page/index.html', `${outdir}/index.html`)
