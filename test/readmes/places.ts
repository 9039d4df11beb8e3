import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { project } from '../support/packed-package'

/** The examples whose package.json can start them: those of examples/README.md's commands. */
const examplesWithStart = readdirSync(join(project, 'examples'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => `examples/${name}`)
  .filter((path) => hasStart(path))

function hasStart(path: string): boolean {
  const { scripts = {} } = JSON.parse(readFileSync(join(project, path, 'package.json'), 'utf8')) as {
    scripts?: Record<string, string>
  }
  return 'start' in scripts
}

/** Where readers of this README stand: in the clone, in each of the examples, or in an empty folder. */
export const placesOf = (readme: string): string[] =>
  readme === 'README.md' ? ['clone'] : readme === 'examples/README.md' ? examplesWithStart : ['empty folder']

/** A folder for one session; an example is copied, so that nothing lands in the sources. */
export function makeFolder(place: string, work: string): string {
  if (place === 'clone') return project
  const folder = mkdtempSync(join(work, 'folder-'))
  if (place === 'empty folder') return folder
  const copy = join(folder, basename(place))
  mkdirSync(copy)
  cpSync(join(project, place), copy, { recursive: true, filter: (path) => basename(path) !== 'node_modules' })
  return copy
}
