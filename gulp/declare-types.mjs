import { mkdir, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { run } from './run.mjs'

/** What a consumer's compiler opens: one file each, which passes on declarations in `types/`. */
const entries = {
  'dist/h5/subscribe-message.d.ts': [
    "export * from '../../types/h5/index.js'",
    "export { default } from '../../types/h5/index.js'",
  ],
  'es/configure.d.ts': ["export * from '../types/components/configure.js'"],
  'es/request.d.ts': ["export * from '../types/components/request.js'"],
  'es/subscribe-message/index.d.ts': ["export * from '../../types/components/subscribe-message/props.js'"],
  'es/subscribe-panel/index.d.ts': ["export * from '../../types/components/subscribe-panel/props.js'"],
}

export async function declareTypes() {
  await rm('types', { recursive: true, force: true })
  await run('npx', ['--no', '--', 'tsc', '-p', 'gulp/tsconfig.types.json'])
  for (const [file, lines] of Object.entries(entries)) {
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, `${lines.join('\n')}\n`)
  }
}
