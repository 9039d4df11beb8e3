// What people and proxies do to a signed request, one change at a time.

const knownPrefixes = ['', '/api/open', '/api', '/acl/api', '/miniprogram/api']

/** The same interface under other prefixes, with and without query and the slash at the end. */
export function otherUris(uri: string): string[] {
  const path = uri.split('?')[0] ?? ''
  const bare = path.replace(/\/+$/, '').replaceAll(/\/{2,}/g, '/')
  const at = bare.search(/\/v\d+\//)
  const itself = at < 0 ? bare : bare.slice(at)
  const all = [path, bare, `${path}/`, ...knownPrefixes.map((prefix) => prefix + itself)]
  return unlike(uri, [...all, ...all.map((one) => `https://host${one}`), decoded(uri), path.toLowerCase()])
}

export const otherClientIds = (clientId: string, configured?: string): string[] =>
  unlike(clientId, [
    ...(configured === undefined ? [] : [configured, configured.trim()]),
    clientId.trim(),
    clientId.toLowerCase(),
    clientId.toUpperCase(),
    '',
  ])

/** Bodies that the one at hand may have been before something touched it. */
export function otherBodies(body: string | Uint8Array): { how: string; text: string }[] {
  const text = Buffer.from(body).toString('utf8')
  const ways: [how: string, other: string | undefined][] = [
    ['line ends were changed', text.replaceAll('\r\n', '\n')],
    ['line ends were changed', text.replaceAll('\n', '\r\n')],
    ['blanks at its end or start', text.trim()],
    ['a newline at its end', `${text}\n`],
    ['a byte order mark', text.replace(/^\uFEFF/, '')],
    ['the JSON was written anew, without blanks', rewritten(text)],
    ['the JSON was written anew, with two blanks', rewritten(text, 2)],
    ['the JSON was written anew, with four blanks', rewritten(text, 4)],
    ['the JSON was written anew, with blanks after : and ,', spaced(text)],
    ['its keys were sorted', sorted(text)],
    ['characters were escaped', escaped(text)],
    ['it was dropped', ''],
  ]
  return ways.flatMap(([how, other]) => (other === undefined || other === text ? [] : [{ how, text: other }]))
}

/** Signatures that a wrongly encoded header may mean: encoded twice, not at all, Base64URL, `+` turned into a blank. */
export function looseSignatures(header: string): Buffer[] {
  const value = /signature\s*=\s*"?([^",]*)/i.exec(header)?.[1]?.trim() ?? ''
  const once = decoded(value)
  return [value, once, decoded(once)]
    .map((text) => text.replaceAll(' ', '+').replaceAll('-', '+').replaceAll('_', '/').replaceAll(/\s/g, ''))
    .filter((text) => /^[A-Za-z0-9+/]{40,}={0,2}$/.test(text))
    .map((text) => Buffer.from(text, 'base64'))
}

const unlike = (one: string, others: string[]): string[] =>
  [...new Set(others)].filter((other) => other !== one)

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const rewritten = (text: string, indent?: number): string | undefined => {
  const value = parsed(text)
  return value === undefined ? undefined : JSON.stringify(value, null, indent)
}

/** As Python's json.dumps writes it. */
const spaced = (text: string): string | undefined =>
  rewritten(text, 1)
    ?.replaceAll(/([[{])\n +/g, '$1')
    .replaceAll(/\n *([\]}])/g, '$1')
    .replaceAll(/,\n +/g, ', ')

function sorted(text: string): string | undefined {
  const value = parsed(text)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  return JSON.stringify(Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))))
}

const escaped = (text: string): string =>
  text.replaceAll(/[\u0080-\uffff]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`)
