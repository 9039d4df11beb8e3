import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { parseEnv } from 'node:util'
import { KeyFormatError } from '../contract/errors.js'
import { addressesOf } from '../store/pool.js'

/** Where settings come from. */
export interface Sources {
  variables: Readonly<Record<string, string | undefined>>
  /** Reads a file that a variable or APPS_FILE names. */
  read: (path: string) => string
}

export const readText = (path: string): string => readFileSync(path, 'utf8')

/** One setting of the environment: what .env.example, the README's table and the errors say about it. */
export interface Setting<T> {
  /** One sentence. */
  about: string
  /** Shown in .env.example. */
  example: string
  /** Never printed; may stand in a file, whose path `<NAME>_FILE` gives. */
  secret?: true
  /** May stand in a file like a secret, though it is none. */
  inFile?: true
  /** The name that other programs have for it, too: it comes first, as it does with curl. */
  alias?: string
  /** Used when the variable is not set or empty; without it the variable is required. */
  fallback?: string
  /** @throws Error whose message says what is wrong, without the value where it is secret */
  parse: (text: string, name: string, sources?: Sources) => T
}

/** What a setting was given as. */
interface Given {
  /** Undefined when it was not given at all. */
  text: string | undefined
  /** What an error calls it: never its content, where that came from a file. */
  source: string
  isFromFile: boolean
}

export const mayStandInFile = ({ secret, inFile }: Pick<Setting<unknown>, 'secret' | 'inFile'>): boolean =>
  secret === true || inFile === true

/** From its own variable, or from the file that `<NAME>_FILE` names. @throws Error where both are set, or no file fits */
export function givenSetting(
  { variables, read }: Sources,
  name: string,
  setting: Pick<Setting<unknown>, 'secret' | 'inFile' | 'alias'>,
): Given {
  const other = variables[setting.alias ?? '']
  if (other) return { text: other, source: `${setting.alias}`, isFromFile: false }
  const [text, path] = [name, `${name}_FILE`].map((variable) => variables[variable] || undefined)
  if (path === undefined || !mayStandInFile(setting)) return { text, source: name, isFromFile: false }
  const source = `${name}_FILE (${path})`
  if (text !== undefined) throw new Error(`${name} and ${name}_FILE are both set: keep one of them`)
  return { text: secretFile(path, source, read), source, isFromFile: true }
}

/** Editors and `echo` end a file with a line end, which is not part of a secret. @throws Error, never with the content */
export function secretFile(path: string, source: string, read: Sources['read']): string {
  let text: string
  try {
    text = read(path)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    const why = code === 'ENOENT' ? 'this file does not exist' : `it can't be read (${code ?? 'unknown'})`
    throw new Error(`${source}: ${why}; give the path of a file that this process may read`, { cause: error })
  }
  const content = text.replace(/\r?\n$/, '')
  if (content.trim() === '') throw new Error(`${source}: the file is empty`)
  return content
}

/** Variables that this process has from `.env`: asked again, they are as the file has them then. */
const ofEnvFile = new Set<string>()

/** The variables of this process, and those of `.env` in the folder where it runs that the process has not. */
export function processEnvironment(): NodeJS.ProcessEnv {
  const file = existsSync('.env') ? parseEnv(readFileSync('.env', 'utf8')) : {}
  for (const name of Object.keys(file)) if (process.env[name] === undefined) ofEnvFile.add(name)
  // For what reads process.env by itself, as the PostgreSQL driver does.
  if (existsSync('.env')) process.loadEnvFile()
  return { ...process.env, ...Object.fromEntries([...ofEnvFile].map((name) => [name, file[name]])) }
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
/** Each has a connection of its own. */
export const concurrency = number(1, 1_000)
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

/** Undefined when it is blank. @throws Error without the address, since that may hold a password */
export function proxyUrl(text: string): string | undefined {
  if (text.trim() === '') return undefined
  const url = URL.canParse(text) ? new URL(text) : undefined
  const isPlain = url?.pathname === '/' && url.search === '' && url.hash === ''
  if (isPlain && ['http:', 'https:'].includes(url.protocol) && isEncoded(url.username + url.password))
    return text
  throw new Error(
    'must be an address like http://user:password@proxy.example:3128, with %40 for an @ in the password',
  )
}

function isEncoded(text: string): boolean {
  try {
    decodeURIComponent(text)
    return true
  } catch {
    return false
  }
}

/** Undefined when it is blank: SQLite is used then. */
export function postgresUrl(text: string): string | undefined {
  if (text.trim() === '') return undefined
  addressesOf(text)
  return text
}

export type TrustProxy = false | string[] | ((address: string, hop: number) => boolean)

/**
 * Which addresses X-Forwarded-For is believed of, in the words of Fastify's `trustProxy`: each proxy adds the address
 * that it saw at the right, and what stands further left is what anybody may have sent.
 */
export function trustedProxies(text: string): TrustProxy {
  if (text === 'off') return false
  if (text === 'on')
    throw new Error(
      'can no longer be on, which believed what any client sends: give how many proxies stand in front, e.g. 1, or their addresses, e.g. 10.0.0.0/8',
    )
  if (/^[1-9]$/.test(text)) return (_address, hop) => hop < Number(text)
  const ranges = list(text)
  const wrong = ranges.find((range) => !isRange(range))
  if (wrong !== undefined || ranges.length === 0)
    throw new Error('must be off, a number of proxies from 1 to 9, or addresses like 10.0.0.0/8,fd00::/8')
  return ranges
}

/** An IP address, alone or with a prefix that is not 0: that would be everybody. */
function isRange(text: string): boolean {
  const [, address = '', prefix] = /^([^/]*)(?:\/([1-9]\d{0,2}))?$/.exec(text) ?? []
  const version = isIP(address)
  return version !== 0 && Number(prefix ?? 1) <= (version === 4 ? 32 : 128)
}

/** 32 bytes in Base64. */
export function key32(text: string): Buffer {
  const key = Buffer.from(text, 'base64')
  const isBase64 = /^[A-Za-z0-9+/_-]+={0,2}$/.test(text)
  if (!isBase64 || key.length !== 32) throw new Error('must be 32 bytes in Base64: openssl rand -base64 32')
  return key
}

/** One or more, comma separated. */
export function keys32(text: string): [Buffer, ...Buffer[]] {
  const [first, ...others] = list(text).map(key32)
  if (!first) throw new Error('must hold at least one key')
  return [first, ...others]
}

export interface NamedKey {
  id: string
  key: Buffer
}

/** `id:base64,…`: ids stand in what was encrypted, so each is there once. */
export function encryptionKeys(text: string): [NamedKey, ...NamedKey[]] {
  const keys = list(text).map((part) => {
    const [id = '', key = '', ...more] = part.split(':')
    if (!/^[\w-]+$/.test(id) || more.length > 0) throw new Error('each must be id:base64, e.g. 2026a:…')
    return { id, key: key32(key) }
  })
  const [first, ...others] = keys
  if (!first) throw new Error('must hold at least one key')
  if (new Set(keys.map(({ id }) => id)).size < keys.length) throw new Error('names an id twice')
  return [first, ...others]
}

/** Scheme, host and port, as a browser sends it; `*` for every page, `:*` for every port of this machine. */
export function origins(text: string): (string | RegExp)[] {
  return list(text).map((origin) => {
    if (origin === '*') return origin
    const [, loopback] = /^(https?:\/\/(?:localhost|127\.0\.0\.1|\[::1\])):\*$/.exec(origin) ?? []
    if (loopback !== undefined) return new RegExp(`^${loopback.replace(/[.[\]]/g, String.raw`\$&`)}(:\\d+)?$`)
    if (URL.canParse(origin) && new URL(origin).origin === origin) return origin
    throw new Error(
      `"${origin}" is not an origin: write it as https://shop.example, with no path; a port may be * on localhost and 127.0.0.1 only`,
    )
  })
}

type Kind = 'private' | 'public'

/** RSA private key from PEM or bare Base64, PKCS#8 or PKCS#1. Throws KeyFormatError naming `name`, never the key. */
export const readPrivateKey = (text: string, name: string): KeyObject => readKey(text, name, 'private')

/** RSA public key from PEM or bare Base64, SPKI or PKCS#1. Throws KeyFormatError naming `name`, never the key. */
export const readPublicKey = (text: string, name: string): KeyObject => readKey(text, name, 'public')

function readKey(text: string, name: string, kind: Kind): KeyObject {
  const der = derOf(text, name)
  // Node takes a private key for a public one without a word, so what it is comes before what it should be.
  const asPrivate = parse(der, 'private')
  if ((asPrivate !== undefined) !== (kind === 'private') && parse(der, other(kind)))
    throw new KeyFormatError(wrongKind(name, kind))
  const key = kind === 'private' ? asPrivate : parse(der, kind)
  if (!key) throw new KeyFormatError(unreadable(name, kind))
  if (key.asymmetricKeyType !== 'rsa') {
    throw new KeyFormatError(`${name} is a ${String(key.asymmetricKeyType)} key; the platform takes RSA only`)
  }
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0
  if (bits < 2048)
    throw new KeyFormatError(`${name} has ${String(bits)} bits; the platform demands at least 2048`)
  return key
}

/**
 * A key pasted from a console or a chat arrives with blanks (also invisible ones), quotes, dashes made longer,
 * broken lines or `\n` spelt out.
 */
function derOf(text: string, name: string): Buffer {
  if (text.includes('ENCRYPTED')) {
    throw new KeyFormatError(
      `${name} is protected by a pass phrase; give it without (openssl pkey -in … -out …)`,
    )
  }
  const base64 = text
    .replace(/[-\u2010-\u2015]+ ?(BEGIN|END)[A-Z ]*[-\u2010-\u2015]+/g, '')
    .replace(/\\[nr]|\s|[\u200b-\u200d\u2060"'`\u201c\u201d]/g, '')
  if (base64 === '') throw new KeyFormatError(`${name} is empty`)
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) {
    throw new KeyFormatError(`${name} is neither PEM nor Base64: it holds characters that belong to neither`)
  }
  return Buffer.from(base64, 'base64')
}

function parse(der: Buffer, kind: Kind): KeyObject | undefined {
  const types = kind === 'private' ? (['pkcs8', 'pkcs1'] as const) : (['spki', 'pkcs1'] as const)
  for (const type of types) {
    try {
      return kind === 'private'
        ? createPrivateKey({ key: der, format: 'der', type: type as 'pkcs8' | 'pkcs1' })
        : createPublicKey({ key: der, format: 'der', type: type as 'spki' | 'pkcs1' })
    } catch {
      // The next form may fit; if none does, the caller says so.
    }
  }
  return undefined
}

const other = (kind: Kind): Kind => (kind === 'private' ? 'public' : 'private')

const wrongKind = (name: string, kind: Kind) =>
  kind === 'private'
    ? `${name} is a public key: give the private key you made, whose public half you uploaded`
    : `${name} is a private key: give the public key the platform shows under Development Configuration`

const unreadable = (name: string, kind: Kind) =>
  `${name} is not a readable RSA ${kind} key: part of it may be missing (${
    kind === 'private' ? 'PKCS#8 or PKCS#1' : 'SPKI or PKCS#1'
  }, PEM or bare Base64)`
