import type { AppJson } from '../project/app-json.js'
import type { BuiltUnit } from './collect-units.js'

/** JavaScript that hands the whole program to the browser's runtime. */
export function entryCode(options: {
  runtime: string
  appScript: string
  app: AppJson
  units: BuiltUnit[]
  members: string | undefined
}): string {
  const { runtime, appScript, app, units, members } = options
  const text = JSON.stringify
  const unitCode = ({ path, script, template, sjs, using, scopeAttribute, json }: BuiltUnit) =>
    `${text(path)}: { path: ${text(path)}, using: ${text(using)}, json: ${text(json)},
      scopeAttribute: ${text(scopeAttribute) as string | undefined},
      script: () => require(${text(script)}),
      sjs: [${sjs.map((file) => `() => require(${text(file)})`).join(', ')}],
      template: (sjs) => {\n${template}\n} }`
  return `import { start } from ${text(runtime)}
${members === undefined ? 'const members = {}' : `const given = require(${text(members)})\nconst members = given.default ?? given`}
start({
  app: ${text({ pages: app.pages, tabs: app.tabs, tabBar: app.tabBar, window: app.window })},
  appScript: () => require(${text(appScript)}),
  units: { ${units.map(unitCode).join(',\n')} },
  members,
})`
}
