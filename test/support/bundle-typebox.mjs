import { join } from 'node:path'
import { build } from 'esbuild'

export const bundledTypebox = 'build/typebox.cjs'

/** What sources and tests take of it: two of its entries export one name for two things. */
const taken = `
  export * from 'typebox'
  export { default } from 'typebox'
  export { Compile } from 'typebox/compile'
  export { Check } from 'typebox/schema'`

/**
 * typebox is some 700 ES modules: jest on Node 20 can't require them, and to transform and load them one by one takes
 * each test file a second. So they are one file, as in the packages that ship.
 */
export default async function bundleTypebox({ rootDir }) {
  await build({
    stdin: { contents: taken, resolveDir: rootDir },
    outfile: join(rootDir, bundledTypebox),
    bundle: true,
    platform: 'node',
    format: 'cjs',
    logLevel: 'warning',
  })
}
