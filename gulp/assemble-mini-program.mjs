import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { run } from './run.mjs'

/**
 * Puts the packed package, unpacked, into the mini program's node_modules: a real copy of what npm would
 * install, since the IDE follows no link out of its root.
 */
export async function installPackedPackage(miniProgram) {
  const work = await mkdtemp(join(tmpdir(), 'mini-message-pack-'))
  try {
    const packed = await run(
      'npm',
      ['pack', '--json', '--ignore-scripts', '--workspaces=false', '--pack-destination', work],
      { quiet: true },
    )
    const [{ filename, name }] = JSON.parse(packed)
    const modules = join(miniProgram, 'node_modules')
    await mkdir(modules, { recursive: true })
    await run('tar', ['-xzf', join(work, filename), '-C', modules])
    await rename(join(modules, 'package'), join(modules, name))
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}
