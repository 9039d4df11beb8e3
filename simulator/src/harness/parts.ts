import type { UnitJson } from '../project/read-json.js'
import type { ProjectFiles } from '../project/disk.js'
import type { Bag, World } from '../runtime/world.js'
import type { UnitLoader } from './load-unit.js'

/** What the harness's functions share. */
export interface HarnessParts {
  root: string
  files: ProjectFiles
  world: World
  flush: () => Promise<void>
  changeListeners: Set<(path: string, change: Bag) => void>
  loader(folder: string, app?: UnitJson): UnitLoader
}
