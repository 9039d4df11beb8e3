// Writes the built-in sentences of the components' current version to src/consent/panel-texts/<version>.json.ts,
// so that the server can tell whether a consent's text is what that version shows. Run it before a release.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('../../', import.meta.url))
const contents = `
  export { version } from './version'
  export { en } from './texts/en'
  export { zhCN } from './texts/zh-cn'
  export { zhHK } from './texts/zh-hk'`
const stdin = { contents, resolveDir: join(root, 'src'), loader: 'ts' }
const { outputFiles } = await build({ stdin, bundle: true, format: 'esm', write: false, logLevel: 'error' })
const { version, en, zhCN, zhHK } = await import(
  `data:text/javascript,${encodeURIComponent(outputFiles[0].text)}`
)

const linesOf = ({ superApps, ...texts }) => ({ superApps, lines: [...new Set(Object.values(texts))] })
const table = { en: linesOf(en), 'zh-CN': linesOf(zhCN), 'zh-HK': linesOf(zhHK) }
const name = `v${version.replaceAll('.', '_')}`
const file = join(root, 'server/src/consent/panel-texts', `${name}.ts`)
writeFileSync(
  file,
  `// Written by scripts/write-panel-texts.mjs: do not edit.
import type { PanelTexts } from './panel-texts.js'

export const ${name}: PanelTexts = ${JSON.stringify(table, null, 2)}
`,
)
console.log(`wrote ${file}; npx prettier --write it`)
