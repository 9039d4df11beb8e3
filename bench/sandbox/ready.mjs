// How soon after its start the sandbox answers, with keys that exist.
import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'

const cli = join(import.meta.dirname, '../../sandbox/dist/cli.js')

async function startOnce(state) {
  const startedAt = performance.now()
  const child = spawn(process.execPath, [cli, '--port', '0', '--state', state], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const url = await new Promise((ready, failed) => {
    child.once('error', failed)
    child.stdout.on('data', (text) => ready(/http:\/\/127\.0\.0\.1:\d+/.exec(String(text))?.[0]))
  })
  const answer = await fetch(`${url}/_sandbox/healthz`)
  const readyMs = performance.now() - startedAt
  if (!answer.ok) throw new Error(`healthz answered ${answer.status}`)
  child.kill()
  await new Promise((ended) => child.once('exit', ended))
  return readyMs
}

export default async function ready() {
  const state = await mkdtemp(join(tmpdir(), 'sandbox-'))
  await startOnce(state)
  const times = []
  for (let run = 0; run < 10; run += 1) times.push(await startOnce(state))
  await rm(state, { recursive: true })
  times.sort((a, b) => a - b)
  const median = (times[4] + times[5]) / 2
  return [
    {
      figure: 'start to first answer, median of 10',
      limit: '<= 1000 ms',
      measured: `${median.toFixed(0)} ms`,
      beside: `slowest ${times[9].toFixed(0)} ms`,
    },
  ]
}
