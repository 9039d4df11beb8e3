// Node built-ins only: this runs before anything is installed.
import { spawnSync } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** True when `node_modules` is absent, cut short, or older than the lockfile. */
export function installIsMissing(root) {
  const installed = join(root, 'node_modules', '.package-lock.json')
  if (!existsSync(installed)) return true
  return statSync(join(root, 'package-lock.json')).mtimeMs > statSync(installed).mtimeMs
}

/** Installs exactly what the lockfile says. Throws with npm's own words when it fails. */
export function install(root) {
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const { status, stdout, stderr, error } = spawnSync(npm, ['ci', '--no-audit', '--no-fund'], {
    cwd: root,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  })
  if (status === 0) return
  throw new Error(`npm ci failed: ${error?.message ?? `${stdout}\n${stderr}`.trim().slice(-2000)}`)
}
