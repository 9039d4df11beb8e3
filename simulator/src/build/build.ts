import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { filesOnDisk } from '../project/disk.js'
import { readAppJson } from '../project/app-json.js'
import { missingScript, scriptOf } from '../project/read-unit.js'
import { SourceError } from '../source-error.js'
import { bundleScripts } from './bundle-scripts.js'
import { collectUnits, styleOf } from './collect-units.js'
import { entryCode } from './entry-code.js'
import { page } from './page-html.js'

export interface BuildOptions {
  /** Folder that holds app.json. */
  folder: string
  /** Module whose exports, or default export, win over the simulator's `my`. */
  members?: string
  /** Address of a classic script that sets members of `window.my` before the program starts. */
  myScript?: string
}

/** A program as a page of the web. `html` loads `script` as `program.js`. */
export interface BuiltProgram {
  html: string
  script: string
  /** As app.json names the program. */
  title: string
  /** What can't be used of single pages, components and scripts, with file, line, column and what to do. */
  errors: SourceError[]
  /** Mistakes that do not stop it, with file, line, column and what to do. */
  warnings: SourceError[]
}

const here = dirname(fileURLToPath(import.meta.url))
const runtime = ['start.js', 'start.ts']
  .map((name) => join(here, '..', 'browser', name))
  .find((path) => existsSync(path))

/**
 * Builds a mini program for a browser. What one page or component lacks stops no other: it is in `errors`, and
 * shown when that page is opened. Throws a SourceError where app.json can't be used.
 */
export async function build({ folder, members, myScript }: BuildOptions): Promise<BuiltProgram> {
  const root = resolve(folder)
  const files = filesOnDisk()
  if (!files.exists(join(root, 'app.json')))
    throw new SourceError('there is no app.json', { file: join(root, 'app.json'), line: 1, column: 1 }, 'Name the folder that holds it')
  const app = readAppJson(files, join(root, 'app.json'))
  const units = await collectUnits({ root, files, app: app.json }, app.pages)
  const appErrors: SourceError[] = []
  const appWarnings: SourceError[] = []
  const ofApp = { path: join(root, 'app'), root, files, scope: undefined, warnings: appWarnings }
  const appStyle = await styleOf(ofApp, appErrors)
  const appScript = scriptOf(files, join(root, 'app'))
  if (appScript === undefined) appErrors.push(missingScript(join(root, 'app')))
  const entry = entryCode({
    runtime: runtime ?? '',
    appScript,
    app,
    errors: appErrors,
    units,
    members: members === undefined ? undefined : resolve(members),
  })
  const { script, ...told } = await bundleScripts(entry, root)
  const title = typeof app.window['defaultTitle'] === 'string' ? app.window['defaultTitle'] : 'Mini program'
  return {
    title,
    script,
    html: page({ title, appStyle, units, myScript }),
    errors: [...appErrors, ...units.flatMap(({ errors }) => errors), ...told.errors],
    warnings: [...once([...appWarnings, ...units.flatMap(({ warnings }) => warnings)]), ...told.warnings],
  }
}

/** Components of app.json, and templates that several import, are read with each page. */
const once = (warnings: SourceError[]): SourceError[] => [
  ...new Map(warnings.map((warning) => [warning.message, warning])).values(),
]
