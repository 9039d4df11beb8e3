// Writes the sentences of the components' current version, built in and of the language packs, to
// src/consent/panel-texts/<version>.ts, so that the server can tell whether a consent's text is what that version
// shows. Run it before a release and after each change of a text: npm run panel-texts -w server
import { readdirSync, writeFileSync } from 'node:fs'
import { join, parse } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { format, resolveConfig } from 'prettier'

const root = fileURLToPath(new URL('../../', import.meta.url))
const packNames = readdirSync(join(root, 'src/languages')).map((file) => parse(file).name)
const contents = `
  export { version } from './version'
  export { en } from './texts/en'
  export { zhCN } from './texts/zh-cn'
  export { zhHK } from './texts/zh-hk'
  ${packNames.map((name) => `export * from './languages/${name}'`).join('\n')}`
const stdin = { contents, resolveDir: join(root, 'src'), loader: 'ts' }
const { outputFiles } = await build({ stdin, bundle: true, format: 'esm', write: false, logLevel: 'error' })
const { version, en, zhCN, zhHK, ...packs } = await import(
  `data:text/javascript,${encodeURIComponent(outputFiles[0].text)}`
)

// No consent says these: they show while nothing is asked, or after the press of a button.
const unsaid = ['close', 'nothingTicked', 'loading', 'submitting', 'failed']
const linesOf = ({ superApps, ...texts }) => ({
  superApps: { ...en.superApps, ...superApps },
  lines: [
    ...new Set(
      Object.entries(texts)
        .filter(([key]) => !unsaid.includes(key))
        .map(([, text]) => text),
    ),
  ],
})
const table = { en: linesOf(en), 'zh-CN': linesOf(zhCN), 'zh-HK': linesOf(zhHK) }
for (const { language, texts } of Object.values(packs)) table[language] = linesOf(texts)

const name = `v${version.replaceAll('.', '_')}`
const file = join(root, 'server/src/consent/panel-texts', `${name}.ts`)
const code = `// Written by scripts/write-panel-texts.mjs: do not edit.
import type { PanelTexts } from './panel-texts.js'

export const ${name}: PanelTexts = ${JSON.stringify(table, null, 2)}
`
writeFileSync(file, await format(code, { ...(await resolveConfig(file)), filepath: file }))
console.log(`wrote ${file}`)
