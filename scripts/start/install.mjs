// Node built-ins only: this runs before anything is installed.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const packagesIn = (file) => JSON.parse(readFileSync(file, 'utf8')).packages

/**
 * True when `node_modules` is absent, cut short, or holds other versions than the lockfile. npm writes its own
 * lockfile there last. Times of change would not tell: a checkout changes them, and not what is installed.
 */
export function installIsMissing(root) {
  const installed = join(root, 'node_modules', '.package-lock.json')
  if (!existsSync(installed)) return true
  const found = packagesIn(installed)
  return Object.entries(packagesIn(join(root, 'package-lock.json'))).some(([path, { version, optional }]) => {
    if (path === '') return false
    // Optional packages are there for the one platform they are made for.
    return path in found ? found[path].version !== version : !optional
  })
}

/** Installs exactly what the lockfile says. Throws with npm's own words when it fails. */
export function install(root, ...options) {
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const { status, stdout, stderr, error } = spawnSync(npm, ['ci', '--no-audit', '--no-fund', ...options], {
    cwd: root,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  })
  if (status === 0) return
  throw new Error(`npm ci failed: ${error?.message ?? `${stdout}\n${stderr}`.trim().slice(-2000)}`)
}
