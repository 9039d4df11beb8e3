import { build } from 'esbuild'

const h5 = { bundle: true, target: 'es2017', charset: 'utf8', legalComments: 'none' }
const script = { ...h5, entryPoints: ['h5/global.ts'], format: 'iife' }

/** The script tag's two builds, with and without the checks for developers, and the module. */
export const bundleH5 = () =>
  Promise.all([
    build({ ...script, outfile: 'dist/h5/subscribe-message.js', define: { __DEV__: 'true' } }),
    build({
      ...script,
      outfile: 'dist/h5/subscribe-message.min.js',
      define: { __DEV__: 'false' },
      minify: true,
    }),
    build({
      ...h5,
      entryPoints: ['h5/index.ts'],
      format: 'esm',
      outfile: 'dist/h5/subscribe-message.mjs',
      define: { __DEV__: 'true' },
    }),
  ])
