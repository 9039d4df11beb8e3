import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import jestConfig from '../../jest.config.mjs'
import { median } from './support/median.mjs'

const project = jestConfig.projects.find(({ displayName }) => displayName === 'components-simulator')

/** Milliseconds of each mount in jest's jsdom, the first with loading and compiling everything. */
function mounts() {
  const folder = mkdtempSync(join(tmpdir(), 'warm-mount-'))
  const config = {
    ...project,
    rootDir: process.cwd(),
    testMatch: ['<rootDir>/bench/dsl/warm-mount.bench.ts'],
  }
  const result = join(folder, 'mounts.json')
  const { status, stderr } = spawnSync(
    process.execPath,
    ['node_modules/jest/bin/jest.js', '--config', JSON.stringify(config), '-w', '1'],
    { encoding: 'utf8', env: { ...process.env, MOUNTS: result } },
  )
  if (status !== 0) throw new Error(stderr)
  const times = JSON.parse(readFileSync(result, 'utf8'))
  rmSync(folder, { recursive: true })
  return times
}

export default function warmMount() {
  const [first, ...warm] = mounts()
  return [
    {
      figure: `warm mount of subscribe-message in jest's jsdom, a new harness each, median of ${warm.length}`,
      limit: '10 ms',
      measured: `${median(warm).toFixed(1)} ms`,
      beside: `the first ${first.toFixed(0)} ms, the slowest after it ${Math.max(...warm).toFixed(1)} ms`,
    },
  ]
}
