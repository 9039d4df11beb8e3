/** Fields whose values give power over a user: each is shown by its name. */
export const secretFields = ['accessToken', 'refreshToken', 'authCode'] as const

const isSecret = (name: string): boolean => (secretFields as readonly string[]).includes(name)

/** A JSON body with its secrets replaced by `<name>`. What is no JSON is not shown at all: a secret may be in it. */
export function withoutSecrets(body: Buffer, placeholder = (name: string): string => `<${name}>`): string {
  if (body.length === 0) return ''
  try {
    return JSON.stringify(JSON.parse(body.toString('utf8')), (name, value: unknown) =>
      isSecret(name) && value !== null ? placeholder(name) : value,
    )
  } catch {
    return `<${body.length} bytes that are not JSON>`
  }
}
