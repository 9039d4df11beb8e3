import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** What the build reads. A change, a new file or a removed one makes the build stale. */
const sources = [
  'package.json',
  'package-lock.json',
  'gulpfile.js',
  'gulp',
  'tsconfig.base.json',
  'src',
  'h5',
  'testing',
  'components',
  'server/package.json',
  'server/tsconfig.json',
  'server/tsconfig.build.json',
  'server/src',
  'server/client',
  'server/scripts',
  'sandbox/package.json',
  'sandbox/tsconfig.json',
  'sandbox/tsconfig.build.json',
  'sandbox/src',
  'sandbox/scripts',
  'simulator/package.json',
  'simulator/tsconfig.json',
  'simulator/tsconfig.build.json',
  'simulator/src',
  'simulator/scripts',
  'demo/mini-program',
]
const products = [
  'es',
  'languages',
  'dist/h5',
  'dist/testing',
  'server/dist',
  'sandbox/dist',
  'simulator/dist',
  'demo/mini-program/dist',
]
const stampFile = (root) => join(root, 'build', 'sources.sha256')

function filesBelow(path) {
  return readdirSync(path, { withFileTypes: true }).flatMap((entry) => {
    if (entry.name === 'node_modules' || entry.name === 'dist') return []
    const full = join(path, entry.name)
    return entry.isDirectory() ? filesBelow(full) : [full]
  })
}

/** What the build reads, as one hash. */
export function fingerprint(root) {
  const hash = createHash('sha256')
  for (const source of sources) {
    const path = join(root, source)
    if (!existsSync(path)) continue
    const files = source.includes('.') ? [path] : filesBelow(path).sort()
    for (const file of files)
      hash
        .update(`${file.slice(root.length)}\0`)
        .update(readFileSync(file))
        .update('\0')
  }
  return hash.digest('hex')
}

/** True when a product is absent or a source changed since the last complete build. */
export function buildIsStale(root) {
  if (products.some((product) => !existsSync(join(root, product)))) return true
  const stamp = stampFile(root)
  return !existsSync(stamp) || readFileSync(stamp, 'utf8') !== fingerprint(root)
}

/** Called last by the build, with what it read: one that was interrupted counts as none. */
export function rememberBuild(root, built) {
  mkdirSync(join(root, 'build'), { recursive: true })
  writeFileSync(stampFile(root), built)
}

/** Builds everything. Throws with the build's own words when it fails. */
export function build(root) {
  const gulp = join(root, 'node_modules', 'gulp', 'bin', 'gulp.js')
  const { status, stdout, stderr } = spawnSync(process.execPath, [gulp, 'build'], {
    cwd: root,
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`the build failed:\n${`${stdout}\n${stderr}`.trim().slice(-4000)}`)
}
