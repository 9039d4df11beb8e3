import { readPrivateKey, readPublicKey } from '../signing/pem.js'
import type { EncryptionKey } from '../tokens/token-cipher.js'
import { readApiKeys } from '../http/api-key.js'
import { readAppsFile } from './apps-file.js'
import {
  httpUrl,
  key32,
  list,
  oneOf,
  origins,
  pace,
  plain,
  port,
  postgresUrl,
  wholeNumber,
  type Setting,
} from './environment.js'

const setting = <T>(one: Setting<T>): Setting<T> => one

/** Every setting, in the order of .env.example. */
export const settings = {
  HOST: setting({
    about: 'Address to listen on.',
    example: '127.0.0.1',
    fallback: '127.0.0.1',
    parse: plain,
  }),
  PORT: setting({
    about: 'Port to listen on; 0 lets the system choose.',
    example: '8788',
    fallback: '8788',
    parse: port,
  }),
  DATABASE_FILE: setting({
    about: 'SQLite file, made when missing; `:memory:` keeps nothing.',
    example: './data/mini-message.db',
    fallback: './data/mini-message.db',
    parse: plain,
  }),
  DATABASE_URL: setting({
    about: 'PostgreSQL, shared by any number of processes; when set, DATABASE_FILE is not used.',
    example: 'postgres://user:password@host:5432/mini_message',
    fallback: ' ',
    secret: true,
    parse: postgresUrl,
  }),
  PLATFORM_URL: setting({
    about: "The platform's host with its path prefix, which is part of what is signed.",
    example: 'https://host.example/api/open',
    parse: httpUrl,
  }),
  PLATFORM_TIMEOUT_MS: setting({
    about: 'Bounds one request to the platform, milliseconds.',
    example: '10000',
    fallback: '10000',
    parse: wholeNumber,
  }),
  PLATFORM_TOTAL_TIMEOUT_MS: setting({
    about:
      'Bounds one call with all its tries, milliseconds; tries are repeated only where none got through.',
    example: '15000',
    fallback: '15000',
    parse: wholeNumber,
  }),
  CLIENT_ID: setting({
    about: 'The Client-Id shown under Development Configuration.',
    example: 'SANDBOX_5Y00000000000001',
    parse: plain,
  }),
  MERCHANT_PRIVATE_KEY: setting({
    about:
      'Your RSA private key: PEM or bare Base64, PKCS#8 or PKCS#1; two, comma separated, newest first, while it changes.',
    example: '-----BEGIN PRIVATE KEY-----\\n…\\n-----END PRIVATE KEY-----',
    secret: true,
    parse: (text, name) => list(text).map((one) => readPrivateKey(one, name)),
  }),
  KEY_VERSION: setting({
    about: 'Version of that key at the platform; one for each key, in the same order.',
    example: '1',
    fallback: '1',
    parse: (text) => list(text).map((one) => String(wholeNumber(one))),
  }),
  PLATFORM_PUBLIC_KEY: setting({
    about: "The platform's RSA public key; several, comma separated, while one replaces another.",
    example: '-----BEGIN PUBLIC KEY-----\\n…\\n-----END PUBLIC KEY-----',
    parse: (text, name) => list(text).map((one) => readPublicKey(one, name)),
  }),
  APPS_FILE: setting({
    about: 'JSON file with your mini programs and their templates: see README.md.',
    example: './apps.json',
    parse: readAppsFile,
  }),
  API_KEYS: setting({
    about:
      'Keys for your own systems, comma separated; `mini-message-server api-key` makes one: scopes:sha256=…',
    example: '',
    secret: true,
    parse: readApiKeys,
  }),
  SESSION_KEY: setting({
    about:
      'Signs session tokens: openssl rand -base64 32; several, comma separated: the first signs, all verify.',
    example: '',
    secret: true,
    parse: sessionKeys,
  }),
  SUBJECT_KEY: setting({
    about:
      'Turns a userId into a subject: openssl rand -base64 32. Never change it: consent is kept under subjects.',
    example: '',
    secret: true,
    parse: key32,
  }),
  ENCRYPTION_KEYS: setting({
    about: 'Encrypt tokens at rest: `id:base64,…`, the first is the current one.',
    example: '',
    secret: true,
    parse: encryptionKeys,
  }),
  MESSAGES_PER_SECOND: setting({
    about: 'The most that one process sends for each app, or `unlimited`; the platform may slow it down.',
    example: '50',
    fallback: 'unlimited',
    parse: pace,
  }),
  ALLOWED_ORIGINS: setting({
    about: 'Pages that may call the public routes, comma separated; `*` for all. Mini programs need none.',
    example: 'https://shop.example',
    fallback: ' ',
    parse: origins,
  }),
  TRUST_PROXY: setting({
    about: 'Believe X-Forwarded-For of the proxy in front: on or off.',
    example: 'off',
    fallback: 'off',
    parse: (text) => oneOf('on', 'off')(text) === 'on',
  }),
  REQUESTS_PER_MINUTE: setting({
    about: 'Public requests a minute for each address; wide, since carriers share addresses.',
    example: '600',
    fallback: '600',
    parse: wholeNumber,
  }),
  AUTHORIZATIONS_PER_MINUTE: setting({
    about: 'Calls of the platform a minute that /authorizations may make for each app.',
    example: '1200',
    fallback: '1200',
    parse: wholeNumber,
  }),
  USER_INFO: setting({
    about:
      'on: asks for what users let you see, keeps it encrypted, gives it on GET /users/{userId}; off: never asks.',
    example: 'off',
    fallback: 'off',
    parse: (text) => oneOf('on', 'off')(text) === 'on',
  }),
  RETENTION_DAYS: setting({
    about: "How long message parameters, timelines, used codes' hashes and user information are kept, days.",
    example: '90',
    fallback: '90',
    parse: wholeNumber,
  }),
  LOG_LEVEL: setting({
    about: 'debug, info, warn, error or silent.',
    example: 'info',
    fallback: 'info',
    parse: oneOf('debug', 'info', 'warn', 'error', 'silent'),
  }),
}

function sessionKeys(text: string): [Buffer, ...Buffer[]] {
  const [first, ...others] = list(text).map(key32)
  if (!first) throw new Error('must hold at least one key')
  return [first, ...others]
}

function encryptionKeys(text: string): [EncryptionKey, ...EncryptionKey[]] {
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
