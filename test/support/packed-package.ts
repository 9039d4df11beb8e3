// The package as npm would publish it: packed, and unpacked where a consumer has it.
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pack } from '../../scripts/pack.mjs'

export const project = join(__dirname, '..', '..')

type Target = string | { types?: string; default: string }
export interface Manifest {
  name: string
  exports: Record<string, Target>
  [field: string]: unknown
}

export interface PackedPackage {
  /** The archive. */
  tarball: string
  /** Paths in it. */
  files: string[]
  manifest: Manifest
}

/** Packs a package, the one in the root unless another folder is named, and unpacks it into `node_modules/`. */
export function packInto(work: string, folder = '.'): PackedPackage {
  if (!existsSync(join(project, 'dist/h5/subscribe-message.mjs')) || !existsSync(join(project, 'es')))
    throw new Error('dist/h5 or es is missing: run `npm run build` first')
  const { name, tarball, files } = pack(folder, work)
  const modules = join(work, 'node_modules')
  mkdirSync(modules, { recursive: true })
  rmSync(join(modules, name), { recursive: true, force: true })
  execFileSync('tar', ['-xzf', tarball, '-C', modules])
  renameSync(join(modules, 'package'), join(modules, name))
  const manifest = JSON.parse(readFileSync(join(modules, name, 'package.json'), 'utf8')) as Manifest
  return { tarball, files, manifest }
}

/** What else the consumer has installed, taken from the project's own packages. */
export function alsoInstall(folder: string, ...names: string[]): void {
  for (const name of names) {
    const place = join(folder, 'node_modules', name)
    mkdirSync(dirname(place), { recursive: true })
    symlinkSync(join(project, 'node_modules', name), place)
  }
}

/**
 * Every name by which a consumer imports typed code: package.json's `exports` that have `types`, with a `*` replaced
 * by each file that it stands for. Nobody keeps a list.
 */
export function entryPointsOf({ manifest, files }: PackedPackage): string[] {
  return Object.entries(manifest.exports).flatMap(([name, target]) => {
    if (typeof target === 'string' || !target.types) return []
    if (!name.includes('*')) return [name]
    const [before, after] = target.default.replace('./', '').split('*') as [string, string]
    return files
      .filter((file) => file.startsWith(before) && file.endsWith(after))
      .map((file) => name.replace('*', file.slice(before.length, file.length - after.length)))
  })
}

/** What a program printed, its warnings too, whether or not it failed. */
export function outputOf(command: string, args: string[], cwd: string): string {
  const { stdout, stderr } = spawnSync(command, args, { cwd, encoding: 'utf8' })
  return [stdout, stderr].filter(Boolean).join('\n')
}
