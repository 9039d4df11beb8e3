// An OpenAPI document as Markdown: a heading for each operation, what it takes and what it answers.

const methods = ['get', 'post', 'put', 'patch', 'delete']

/** All operations, below a heading for each tag. */
export function operations({ paths, components }) {
  const groups = new Map()
  for (const [path, item] of Object.entries(withoutNames(paths, components?.schemas)))
    for (const method of methods.filter((name) => item[name])) {
      const tag = item[method].tags?.[0] ?? 'Other routes'
      groups.set(tag, [...(groups.get(tag) ?? []), operation(method, path, item[method])])
    }
  return [...groups]
    .map(([tag, list]) => `## ${tag[0].toUpperCase()}${tag.slice(1)}\n\n${list.join('\n\n')}`)
    .join('\n\n')
}

/** A reader wants to see what a body holds, where the document names a component. */
function withoutNames(part, schemas) {
  if (Array.isArray(part)) return part.map((one) => withoutNames(one, schemas))
  if (typeof part !== 'object' || part === null) return part
  if (typeof part.$ref === 'string') return withoutNames(schemas[part.$ref.split('/').at(-1)], schemas)
  return Object.fromEntries(Object.entries(part).map(([key, one]) => [key, withoutNames(one, schemas)]))
}

function operation(
  method,
  path,
  { summary, description, parameters = [], requestBody, responses = {}, security },
) {
  const parts = [`### ${method.toUpperCase()} ${path}`]
  const sentences = [summary, description].filter(Boolean).map((text) => text.replace(/([^.])$/, '$1.'))
  if (sentences.length > 0) parts.push(sentences.join(' '))
  for (const [scheme, scopes] of (security ?? []).flatMap(Object.entries)) {
    const key = `With an API key of scope \`${scopes.join('`, `')}\` as \`Bearer\`.`
    parts.push(scheme === 'session' ? 'With the session token as `Bearer`.' : key)
  }
  const asked = parameters.filter((one) => one.in !== 'header')
  if (asked.length > 0)
    parts.push(
      [
        '| parameter | in | type | what it is |',
        '|---|---|---|---|',
        ...asked.map(
          (one) =>
            `| \`${one.name}${one.required ? '' : '?'}\` | ${one.in} | \`${cell(typeOf(one.schema))}\` | ${cell(one.description ?? one.schema?.description ?? '')} |`,
        ),
      ].join('\n'),
    )
  const body = schemaIn(requestBody)
  if (body) parts.push(`Body:\n\n${block(body)}`)
  for (const [status, answer] of Object.entries(responses)) {
    const schema = schemaIn(answer)
    if (/^[45]|default/.test(status) || !schema) continue
    parts.push(`Answer ${status}:\n\n${block(schema)}`)
  }
  const codes = Object.entries(responses).flatMap(([status, answer]) =>
    /^[45]/.test(status) ? codesOf(answer).map((code) => `\`${code}\``) : [],
  )
  if (codes.length > 0) parts.push(`Refused with ${codes.join(', ')}.`)
  return parts.join('\n\n')
}

/** Of a refusal: each code has an example. */
const codesOf = (answer) => Object.keys(Object.values(answer.content ?? {})[0]?.examples ?? {})
const schemaIn = (part) => Object.values(part?.content ?? {})[0]?.schema
const cell = (text) => text.replaceAll('|', '\\|').replaceAll(/\s+/g, ' ')
const block = (schema) => `\`\`\`ts\n${typeOf(schema)}\n\`\`\``

/** A schema as a type of TypeScript. */
function typeOf(schema = {}, indent = '') {
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (schema.enum) return schema.enum.map((one) => JSON.stringify(one)).join(' | ')
  const choices = schema.anyOf ?? schema.oneOf
  if (choices) return choices.map((one) => typeOf(one, indent)).join(' | ')
  if (schema.allOf) return schema.allOf.map((one) => typeOf(one, indent)).join(' & ')
  if (Array.isArray(schema.type))
    return schema.type.map((type) => typeOf({ ...schema, type }, indent)).join(' | ')
  if (schema.type === 'array') {
    const item = typeOf(schema.items, indent)
    return / [|&] /.test(item) && !item.startsWith('{') ? `(${item})[]` : `${item}[]`
  }
  if (schema.type === 'integer') return 'number'
  if (schema.properties) return objectOf(schema, indent)
  if (schema.type === 'object') {
    const value = schema.additionalProperties ?? Object.values(schema.patternProperties ?? {})[0]
    return `Record<string, ${value && value !== true ? typeOf(value, indent) : 'unknown'}>`
  }
  return schema.type ?? 'unknown'
}

function objectOf({ properties, required = [] }, indent) {
  const deeper = `${indent}  `
  const fields = Object.entries(properties).map(([name, schema]) => {
    const key = /^[\w$]+$/.test(name) ? name : JSON.stringify(name)
    const note = schema.description ? ` // ${schema.description.replaceAll(/\s+/g, ' ')}` : ''
    return `${deeper}${key}${required.includes(name) ? '' : '?'}: ${typeOf(schema, deeper)}${note}`
  })
  return fields.length === 0 ? '{}' : `{\n${fields.join('\n')}\n${indent}}`
}
