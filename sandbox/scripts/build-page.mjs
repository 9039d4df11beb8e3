// Bundles the web page and the bridge script into dist/page/, which is made anew each time.
import { copyFile, mkdir, rm } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const here = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url))
const shared = { bundle: true, minify: true, target: 'es2022', logLevel: 'warning' }

await rm(here('dist/page'), { recursive: true, force: true })
await mkdir(here('dist/page'), { recursive: true })
await Promise.all([
  build({
    ...shared,
    entryPoints: [{ in: here('src/page/main.tsx'), out: 'page' }],
    outdir: here('dist/page'),
    format: 'esm',
    jsx: 'automatic',
    jsxImportSource: 'preact',
  }),
  build({
    ...shared,
    entryPoints: [{ in: here('src/page/styles/page.css'), out: 'page' }],
    outdir: here('dist/page'),
  }),
  // The server wraps this one into a function that gives it SANDBOX.
  build({
    ...shared,
    entryPoints: [here('src/bridge/bridge.ts')],
    outdir: here('dist/page'),
    format: 'iife',
  }),
  copyFile(here('src/page/index.html'), here('dist/page/index.html')),
])
