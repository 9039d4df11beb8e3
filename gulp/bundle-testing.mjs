import { build } from 'esbuild'

/** For both kinds of module: a jest that was not told of ES modules loads nothing else than CommonJS. */
export async function bundleTesting() {
  const entry = {
    entryPoints: ['testing/index.ts'],
    bundle: true,
    target: 'es2020',
    define: { __DEV__: 'true' },
  }
  await Promise.all([
    build({ ...entry, format: 'esm', outfile: 'dist/testing/index.mjs' }),
    build({ ...entry, format: 'cjs', outfile: 'dist/testing/index.cjs' }),
  ])
}
