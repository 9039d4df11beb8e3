/** Fields whose values give power over a user: each is shown by its name. */
export const secretFields = ['accessToken', 'refreshToken', 'authCode'] as const

const isSecret = (name: string): boolean => (secretFields as readonly string[]).includes(name)

// Every string of a JSON text in turn, so that a quote inside one never starts another.
const strings = /("(?:[^"\\]|\\.)*")(?:(\s*:\s*)("(?:[^"\\]|\\.)*"))?/g
/** The same names in a JSON text that stands inside a string, as extendInfo does. */
const inner = new RegExp(`(\\\\"(${secretFields.join('|')})\\\\"\\s*:\\s*\\\\")[^"\\\\]*`, 'g')

/**
 * A JSON body as it was sent, blanks and all, with its secrets replaced by `<name>`. What is no JSON is
 * not shown at all: a secret may be in it.
 */
export function withoutSecrets(body: Buffer, placeholder = (name: string): string => `<${name}>`): string {
  if (body.length === 0) return ''
  const text = body.toString('utf8')
  if (!isJson(text)) return `<${body.length} bytes that are not JSON>`
  return text
    .replace(strings, (whole, name: string, colon?: string, value?: string) => {
      if (colon === undefined || value === undefined) return whole
      const plain = JSON.parse(name) as string
      return isSecret(plain) ? `${name}${colon}"${placeholder(plain)}"` : whole
    })
    .replace(inner, (_whole, before: string, name: string) => `${before}${placeholder(name)}`)
}

/** The same for a path with a query, where no secret belongs. */
export const uriWithoutSecrets = (uri: string): string =>
  uri.replace(/([?&]([^=&]+)=)[^&]*/g, (whole, before: string, name: string) =>
    isSecret(name) ? `${before}<${name}>` : whole,
  )

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
