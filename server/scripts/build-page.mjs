// Bundles the console's page into dist/page/. `server/` is the working directory, and dist/ is new.
import { copyFile, writeFile } from 'node:fs/promises'
import { build } from 'esbuild'
import { noticesOf } from '../../gulp/third-party-notices.mjs'

const outdir = 'dist/page'
const { metafile } = await build({
  entryPoints: [
    { in: 'src/page/main.tsx', out: 'page' },
    { in: 'src/page/styles/page.css', out: 'page' },
  ],
  outdir,
  bundle: true,
  metafile: true,
  minify: true,
  legalComments: 'none',
  target: 'es2022',
  format: 'esm',
  jsx: 'automatic',
  jsxImportSource: 'preact',
  logLevel: 'warning',
})
await copyFile('src/page/index.html', `${outdir}/index.html`)
await writeFile(`${outdir}/THIRD-PARTY-NOTICES.txt`, noticesOf([metafile]))
