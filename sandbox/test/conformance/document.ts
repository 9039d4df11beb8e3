import { factsOf, ruleNames, type Rule } from '../../src/conformance/rules.js'
import type { FieldRule } from '../../src/gateway/fields.js'
import { endpoints } from '../../src/gateway/endpoints.js'
import { resultCodes, type ResultCode } from '../../src/gateway/result-codes.js'
import { settingFacts, settingNames } from '../../src/state/settings.js'
import { switchFacts, switchNames } from '../../src/state/switches.js'
import { codesHeldBy, fieldsHeldBy, rulesHeldBy, settingsHeldBy, switchesHeldBy } from './held-by.js'

const cell = (text: string): string => text.replaceAll('|', '\\|')
const row = (...cells: string[]): string => `| ${cells.map(cell).join(' | ')} |`
const table = (head: string[], rows: string[][]): string =>
  [row(...head), `|${' --- |'.repeat(head.length)}`, ...rows.map((cells) => row(...cells))].join('\n')

const title = (heldBy: string): string => {
  const [file = '', ...rest] = heldBy.split(' › ')
  return `\`${file}\`: ${rest.join(' › ')}`
}

const changedBy = (rule: Rule): string => {
  const { settings = [], also } = factsOf(rule)
  return [...settings.map((name) => `\`${name}\``), ...(also === undefined ? [] : [also])].join(', ') || '—'
}

const needed = ({ needed: when }: FieldRule): string => (when === true ? 'yes' : when === false ? 'no' : when)

const longest = ({ kind, max }: FieldRule): string => (kind === 'list' ? `${max} elements` : String(max))

/** The whole of docs/conformance.md. */
export const conformanceDocument = (): string =>
  `<!-- Made from the sandbox's own tables. Do not edit: UPDATE_DOCS=1 npx jest --selectProjects sandbox conformance -->

# How true the sandbox is

The sandbox was written from documents; the real platform was never called. Each row says how well it is known: **documented** in AIMPDP's own pages; **sibling**: in another publication of the same OpenAPI; **inferred** from these; **unknown**: a choice of ours, which a setting or a fault changes. The last column names the test that holds it, under \`sandbox/test/\`.

## Behaviours

${table(
  ['behaviour', 'mark', 'source', 'changed by', 'test'],
  ruleNames.map((rule) => {
    const { behaviour, mark, source } = factsOf(rule)
    return [behaviour, mark, source, changedBy(rule), title(rulesHeldBy[rule])]
  }),
)}

## Settings

\`POST /_sandbox/settings\` changes them while the sandbox runs.

${table(
  ['setting', 'default', 'what it changes', 'mark of the default', 'source', 'test'],
  settingNames.map((name) => {
    const { default: value, meaning, mark, source } = settingFacts[name]
    return [`\`${name}\``, `\`${String(value)}\``, meaning, mark, source, title(settingsHeldBy[name])]
  }),
)}

## Switches of a mini program

\`PATCH /_sandbox/mini-programs/{appId}\` turns them off; all are on at the start.

${table(
  ['switch', 'what a merchant does', 'without it', 'mark', 'source', 'test'],
  switchNames.map((name) => {
    const facts = switchFacts[name]
    return [
      `\`${name}\``,
      facts.title,
      facts.whenMissing,
      facts.mark,
      facts.source,
      title(switchesHeldBy[name]),
    ]
  }),
)}

## Fields

Texts, none empty, lengths in characters; a field that is not needed may be null. Held by ${title(fieldsHeldBy)}.
${[...endpoints.values()]
  .map(
    ({ path, source, fields }) => `
### \`${path}\`

${source}.

${table(
  ['field', 'needed', 'longest', 'may hold @, #, ?', 'mark'],
  Object.entries(fields).map(([name, rule]) => [
    `\`${name}\``,
    needed(rule),
    longest(rule),
    rule.free || rule.kind === 'list' ? 'yes' : 'no',
    rule.mark,
  ]),
)}
`,
  )
  .join('')}
## Result codes

Every one can also be had by a fault: \`POST /_sandbox/faults { "effect": "refuse", "resultCode": "…" }\`.

${table(
  ['code', 'status', 'mark', 'source', 'test'],
  (Object.keys(resultCodes) as ResultCode[]).map((code) => {
    const { status, mark, source } = resultCodes[code]
    return [`\`${code}\``, status, mark, source, title(codesHeldBy[code])]
  }),
)}
`
