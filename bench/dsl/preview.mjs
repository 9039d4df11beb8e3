import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, appendFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { serve } from '../../simulator/dist/index.js'
import { median } from './support/median.mjs'

const demo = 'demo/mini-program/dist'
const runs = 5

/** Milliseconds of the first build in a process of its own, without the process's start. */
function coldBuild() {
  const library = pathToFileURL(join(process.cwd(), 'simulator', 'dist', 'index.js')).href
  const code = `const t = performance.now(); const { build } = await import(${JSON.stringify(library)}); await build({ folder: ${JSON.stringify(demo)} }); console.log(performance.now() - t); process.exit(0)`
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', code], {
    encoding: 'utf8',
  })
  if (stdout === '') throw new Error(stderr)
  return Number(stdout)
}

/** Milliseconds from a save to the message that reloads the browser. */
async function reload() {
  const folder = mkdtempSync(join(tmpdir(), 'preview-'))
  cpSync(demo, folder, { recursive: true })
  const served = await serve({ folder, port: 0 })
  await (await fetch(`${served.url}program.js`)).text()
  const reader = (await fetch(`${served.url}__reload`)).body.getReader()
  await reader.read()
  const samples = []
  for (let run = 0; run < runs; run++) {
    const startedAt = performance.now()
    appendFileSync(join(folder, 'pages/index/index.axml'), '<view />\n')
    await reader.read()
    samples.push(performance.now() - startedAt)
  }
  await reader.cancel()
  await served.close()
  rmSync(folder, { recursive: true })
  return samples
}

const rounded = (values) => values.map((value) => Math.round(value)).join(', ')

export default async function preview() {
  const cold = Array.from({ length: runs }, coldBuild)
  const reloads = await reload()
  return [
    {
      figure: `preview build of the demo, cold, median of ${runs}`,
      limit: '500 ms',
      measured: `${median(cold).toFixed(0)} ms`,
      beside: rounded(cold),
    },
    {
      figure: `from a save to the reload, median of ${runs}`,
      limit: '300 ms',
      measured: `${median(reloads).toFixed(0)} ms`,
      beside: rounded(reloads),
    },
  ]
}
