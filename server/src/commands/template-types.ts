import type { AppConfig } from '../apps.js'

/**
 * A declaration file with the variables of each template of APPS_FILE, for `createClient<Templates>()` of
 * mini-message-server/client. Where apps have a template of the same code, a message fits one of them.
 */
export function templateTypes(apps: readonly Pick<AppConfig, 'templates'>[]): string {
  const templates = apps.flatMap(({ templates: ofApp }) => ofApp)
  const codes = [...new Set(templates.map(({ templateCode }) => templateCode))]
  const fields = codes.map((code) => {
    const ofCode = templates.filter(({ templateCode }) => templateCode === code)
    const types = [...new Set(ofCode.map(({ variables }) => typeOf(variables)))]
    return `  ${fieldOf(code)}: ${types.join(' | ')}\n`
  })
  return `// Made by \`mini-message-server types\` from APPS_FILE: run it again when a template changes.

/** The variables of each template, by its code. */
export type Templates = {
${fields.join('')}}
`
}

/** A template whose APPS_FILE names no variables takes any. */
function typeOf(variables?: readonly string[]): string {
  if (variables === undefined) return 'Record<string, string>'
  if (variables.length === 0) return 'Record<string, never>'
  return `{ ${variables.map((name) => `${fieldOf(name)}: string`).join('; ')} }`
}

const fieldOf = (name: string) => (/^[A-Za-z_]\w*$/.test(name) ? name : JSON.stringify(name))
