// Type-checks every part against its own world: rules without a platform, components with `my`, the rest.
// What has not changed since the last check is not checked again (`build/types/`).
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

const tsc = join('node_modules', 'typescript-7', 'bin', 'tsc')
const projects = [
  'src',
  'components',
  'h5',
  'testing',
  '.',
  'test/components',
  'test/components/pages',
  'test/support/simulator',
  'server',
  'server/src/page',
  'sandbox',
  'simulator',
  'bench/dsl',
  'examples',
].filter((folder) => existsSync(`${folder}/tsconfig.json`))

const failed = projects.filter((folder) => {
  const remembered = join('build', 'types', `${folder === '.' ? 'root' : folder}.tsbuildinfo`)
  const args = [tsc, '-p', folder, '--incremental', '--tsBuildInfoFile', remembered]
  return spawnSync(process.execPath, args, { stdio: 'inherit' }).status !== 0
})
if (failed.length > 0) console.error(`type errors in: ${failed.join(', ')}`)
process.exit(failed.length > 0 ? 1 : 0)
