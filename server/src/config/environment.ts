/** One setting of the environment: what .env.example, the README's table and the errors say about it. */
export interface Setting<T> {
  /** One sentence. */
  about: string
  /** Shown in .env.example. */
  example: string
  /** Never printed. */
  secret?: true
  /** Used when the variable is not set or empty; without it the variable is required. */
  fallback?: string
  /** @throws Error whose message says what is wrong, without the value where it is secret */
  parse: (text: string, name: string) => T
}

const number =
  (min: number, max: number) =>
  (text: string): number => {
    const value = Number(text)
    if (!/^\d+$/.test(text) || value < min || value > max)
      throw new Error(`must be a whole number from ${min} to ${max}`)
    return value
  }

export const wholeNumber = number(1, 1_000_000)
/** 0 lets the system choose one. */
export const port = number(0, 65_535)

/** Infinity for `unlimited`. */
export function pace(text: string): number {
  if (text === 'unlimited') return Infinity
  if (!/^\d+$/.test(text) || Number(text) < 1)
    throw new Error('must be a whole number from 1 on, or unlimited')
  return Number(text)
}

export const oneOf =
  <T extends string>(...words: T[]) =>
  (text: string): T => {
    const word = words.find((candidate) => candidate === text)
    if (word === undefined) throw new Error(`must be one of ${words.join(', ')}`)
    return word
  }

export const plain = (text: string): string => text

export const list = (text: string): string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')

export function httpUrl(text: string): string {
  if (!URL.canParse(text)) throw new Error('must be an address, e.g. https://host/api/open')
  const { protocol, search, hash } = new URL(text)
  if (protocol !== 'http:' && protocol !== 'https:') throw new Error('must begin with https:// (or http://)')
  if (search !== '' || hash !== '') throw new Error('must end with its path: no ? and no #')
  return text.replace(/\/+$/, '')
}

/** Undefined when it is blank: SQLite is used then. */
export function postgresUrl(text: string): string | undefined {
  if (text.trim() === '') return undefined
  const isOne = URL.canParse(text) && /^postgres(ql)?:$/.test(new URL(text).protocol)
  if (!isOne) throw new Error('must be an address like postgres://user:password@host:5432/database')
  return text
}

/** 32 bytes in Base64. */
export function key32(text: string): Buffer {
  const key = Buffer.from(text, 'base64')
  const isBase64 = /^[A-Za-z0-9+/_-]+={0,2}$/.test(text)
  if (!isBase64 || key.length !== 32) throw new Error('must be 32 bytes in Base64: openssl rand -base64 32')
  return key
}

/** Scheme, host and port, as a browser sends it; `*` for every page. */
export function origins(text: string): string[] {
  const all = list(text)
  const wrong = all.find(
    (origin) => origin !== '*' && (!URL.canParse(origin) || new URL(origin).origin !== origin),
  )
  if (wrong !== undefined)
    throw new Error(`"${wrong}" is no origin: write it as https://shop.example, with no path`)
  return all
}
