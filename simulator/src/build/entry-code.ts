import type { AppJson } from '../project/app-json.js'
import type { SourceError } from '../source-error.js'
import type { BuiltUnit } from './collect-units.js'

/** JavaScript that hands the whole program to the browser's runtime. */
export function entryCode(options: {
  runtime: string
  appScript: string | undefined
  app: AppJson
  /** Of app.js and app.acss. */
  errors: SourceError[]
  units: BuiltUnit[]
  members: string | undefined
}): string {
  const { runtime, appScript, app, errors, units, members } = options
  const text = JSON.stringify
  const messages = (list: SourceError[]) => text(list.map(({ message }) => message))
  const scriptCode = (file: string | undefined) =>
    file === undefined ? '() => undefined' : `() => require(${text(file)})`
  const unitCode = (unit: BuiltUnit) =>
    `${text(unit.shown)}: { path: ${text(unit.shown)}, using: ${text(unit.using)}, json: ${text(unit.json.all)},
      scopeAttribute: ${text(unit.scopeAttribute) as string | undefined},
      errors: ${messages(unit.errors)}, warnings: ${messages(unit.warnings)},
      script: ${scriptCode(unit.script)},
      sjs: [${unit.template.sjs.map(scriptCode).join(', ')}],
      template: (sjs) => {\n${unit.template.code}\n} }`
  return `import { start } from ${text(runtime)}
${members === undefined ? 'const members = {}' : `const given = require(${text(members)})\nconst members = given.default ?? given`}
start({
  app: ${text({ pages: app.pages, tabs: app.tabs, tabBar: app.tabBar, window: app.window })},
  appScript: ${scriptCode(appScript)},
  errors: ${messages(errors)},
  units: { ${units.map(unitCode).join(',\n')} },
  members,
})`
}
