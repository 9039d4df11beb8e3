import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { createRequire } from 'node:module'
import { compileAxml } from '../../simulator/dist/axml/compile.js'

const runs = 5

/** Every axml file of antd-mini, read beforehand. */
function axmlFiles() {
  const root = join(dirname(createRequire(import.meta.url).resolve('antd-mini/package.json')), 'es')
  return readdirSync(root, { recursive: true })
    .filter((name) => name.endsWith('.axml'))
    .map((name) => ({ path: join(root, name), text: readFileSync(join(root, name), 'utf8') }))
}

const files = {
  read: () => '',
  resolve: (from, target) => join(dirname(from), target),
}

export default async function compile() {
  const sources = axmlFiles()
  const rates = []
  for (let run = 0; run < runs; run++) {
    const startedAt = performance.now()
    // Another text each time: one that is the same is compiled once.
    for (const { path, text } of sources)
      compileAxml({ path, text: text + ' '.repeat(run), components: new Set(['ant-icon']), files })
    rates.push(sources.length / ((performance.now() - startedAt) / 1000))
  }
  const [first, ...others] = rates
  return [
    {
      figure: `axml files compiled in a second (antd-mini's ${sources.length})`,
      limit: '>= 200',
      measured: `first run ${Math.round(first)}`,
      beside: `runs after it ${others.map(Math.round).join(', ')}`,
    },
  ]
}
