import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import jestConfig from '../../jest.config.mjs'

const project = (name) => jestConfig.projects.find(({ displayName }) => displayName === name)

/** What two panels sent through setData, each for one opening and closing. */
function changes() {
  const folder = mkdtempSync(join(tmpdir(), 'set-data-'))
  const result = join(folder, 'changes.json')
  const config = {
    ...project('components-simulator'),
    // For antd-mini's modules.
    transformIgnorePatterns: project('simulator').transformIgnorePatterns,
    rootDir: process.cwd(),
    testMatch: ['<rootDir>/bench/dsl/set-data.bench.ts'],
  }
  const { status, stderr } = spawnSync(
    process.execPath,
    ['node_modules/jest/bin/jest.js', '--config', JSON.stringify(config), '-w', '1'],
    { encoding: 'utf8', env: { ...process.env, CHANGES: result } },
  )
  if (status !== 0) throw new Error(stderr)
  const found = JSON.parse(readFileSync(result, 'utf8'))
  rmSync(folder, { recursive: true })
  return found
}

const said = (sent) => `${sent.length} calls, ${Buffer.byteLength(JSON.stringify(sent))} B`

export default function setData() {
  const { ours, popup } = changes()
  return [
    {
      figure: 'setData of subscribe-message, opened and agreed, animated, in Chinese',
      limit: '1536 B',
      measured: said(ours),
      beside: `antd-mini's Popup, opened and closed, what it shows not counted: ${said(popup)}`,
    },
  ]
}
