import type { ProjectFiles } from '../project/resolve.js'
import type { Bag, World } from '../runtime/unit.js'
import type { UnitLoader } from './load-unit.js'

/** What the harness's functions share. */
export interface HarnessParts {
  root: string
  files: ProjectFiles
  world: World
  flush: () => Promise<void>
  changeListeners: Set<(path: string, change: Bag) => void>
  loader(folder: string, globalComponents?: Record<string, string>): UnitLoader
}
