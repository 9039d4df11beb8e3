import { readAppsFile } from '../apps.js'
import { readApiKeys } from '../auth.js'
import { ConfigError } from '../contract/errors.js'
import { defaultConcurrency } from '../outbox/limits.js'
import { credentialProblems, credentialsOf } from './app-credentials.js'
import { privateTargets, webhookProblems, webhookSecrets, webhookUrl, type WebhookTarget } from './webhook.js'
import {
  concurrency,
  encryptionKeys,
  givenSetting,
  httpUrl,
  key32,
  keys32,
  list,
  oneOf,
  origins,
  pace,
  plain,
  port,
  postgresUrl,
  processEnvironment,
  proxyUrl,
  readPrivateKey,
  readPublicKey,
  readText,
  trustedProxies,
  wholeNumber,
  type Setting,
  type Sources,
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
    about:
      'PostgreSQL, shared by any number of processes; host1:5432,host2:5432 where one may take over. When set, DATABASE_FILE is not used.',
    example: 'postgres://user:password@host:5432/mini_message',
    fallback: ' ',
    secret: true,
    parse: postgresUrl,
  }),
  DATABASE_POOL_SIZE: setting({
    about: 'Connections to PostgreSQL that one process may hold; two more for migrations and clean-up.',
    example: '10',
    fallback: '10',
    parse: wholeNumber,
  }),
  DATABASE_CONNECT_TIMEOUT_MS: setting({
    about: 'How long a connection to PostgreSQL may take to be made or to become free, milliseconds.',
    example: '5000',
    fallback: '5000',
    parse: wholeNumber,
  }),
  DATABASE_QUERY_TIMEOUT_MS: setting({
    about: 'Bounds one statement on PostgreSQL, milliseconds; a transaction may take twice as long.',
    example: '5000',
    fallback: '5000',
    parse: wholeNumber,
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
  HTTPS_PROXY: setting({
    about:
      'Proxy (CONNECT) for https to the platform and to webhooks; also in lower case, which comes first.',
    example: 'http://user:password@proxy.example:3128',
    fallback: ' ',
    secret: true,
    alias: 'https_proxy',
    parse: proxyUrl,
  }),
  NO_PROXY: setting({
    about:
      'Hosts that are reached without it, comma separated, with their subdomains; `*` for all. This machine always is.',
    example: 'platform.internal',
    fallback: ' ',
    alias: 'no_proxy',
    parse: (text) => text.split(/[\s,]+/).filter((host) => host !== ''),
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
    inFile: true,
    parse: (text, name) => list(text).map((one) => readPublicKey(one, name)),
  }),
  APPS_FILE: setting({
    about: 'JSON file with your mini programs and their templates: see README.md.',
    example: './apps.json',
    parse: (file, _name, sources) => readAppsFile(file, sources),
  }),
  API_KEYS: setting({
    about:
      'Keys for your own systems, comma separated or one a line; `mini-message-server api-key` makes one: scopes:sha256=…',
    example: '',
    secret: true,
    parse: readApiKeys,
  }),
  SESSION_KEY: setting({
    about:
      'Signs session tokens: openssl rand -base64 32; several, comma separated: the first signs, all verify.',
    example: '',
    secret: true,
    parse: keys32,
  }),
  SUBJECT_KEY: setting({
    about:
      'Turns a userId into a subject: openssl rand -base64 32. Never change it: consent is kept under subjects.',
    example: '',
    secret: true,
    parse: key32,
  }),
  LEDGER_KEY: setting({
    about:
      'Makes the MACs of the consent ledger: openssl rand -base64 32; several, comma separated: the first makes, all verify. Keep old ones.',
    example: '',
    secret: true,
    parse: keys32,
  }),
  ENCRYPTION_KEYS: setting({
    about: 'Encrypt tokens at rest: `id:base64,…`, the first is the current one.',
    example: '',
    secret: true,
    parse: encryptionKeys,
  }),
  CONCURRENCY: setting({
    about: 'Messages that one process has under way at once.',
    example: String(defaultConcurrency),
    fallback: String(defaultConcurrency),
    parse: concurrency,
  }),
  MESSAGES_PER_SECOND: setting({
    about: 'The most that one process sends for each app, or `unlimited`; the platform may slow it down.',
    example: '50',
    fallback: 'unlimited',
    parse: pace,
  }),
  ALLOWED_ORIGINS: setting({
    about:
      'Pages that may call the public routes, comma separated; `*` for all, `http://localhost:*` for all ports of this machine. Mini programs need none.',
    example: 'https://shop.example',
    fallback: ' ',
    parse: origins,
  }),
  TRUST_PROXY: setting({
    about:
      'Whose X-Forwarded-For is believed: off, how many proxies stand in front, or their addresses (CIDR).',
    example: 'off',
    fallback: 'off',
    parse: trustedProxies,
  }),
  REQUESTS_PER_MINUTE: setting({
    about: 'Public requests a minute for each address; wide, since carriers share addresses.',
    example: '600',
    fallback: '600',
    parse: wholeNumber,
  }),
  AUTHORIZATIONS_PER_MINUTE: setting({
    about: 'Auth codes a minute that /authorizations may swap for each app: two calls of the platform each.',
    example: '1200',
    fallback: '1200',
    parse: wholeNumber,
  }),
  REFUSED_CODES_PER_MINUTE: setting({
    about: 'Auth codes a minute of one address that the platform may refuse; good ones are not counted.',
    example: '60',
    fallback: '60',
    parse: wholeNumber,
  }),
  API_DOCS: setting({
    about: 'on: a page at /docs to read and try the API on; off: none. /openapi.json is there either way.',
    example: 'off',
    fallback: 'on',
    parse: (text) => oneOf('on', 'off')(text) === 'on',
  }),
  USER_INFO: setting({
    about:
      'on: asks for what users let you see, keeps it encrypted, gives it on GET /v1/users/{userId}; off: never asks.',
    example: 'off',
    fallback: 'off',
    parse: (text) => oneOf('on', 'off')(text) === 'on',
  }),
  CONSOLE_PORT: setting({
    about: 'Port of the page for support and operations (docs/guides/console.md); off where it is empty.',
    example: '8789',
    fallback: ' ',
    parse: (text) => (text.trim() === '' ? undefined : port(text)),
  }),
  CONSOLE_HOST: setting({
    about: 'Address that the page listens on; others than this machine reach it through a tunnel or a proxy.',
    example: '127.0.0.1',
    fallback: '127.0.0.1',
    parse: plain,
  }),
  EVENTS: setting({
    about: 'on: keeps what happens for `GET /v1/events` and webhooks; off: keeps nothing of it.',
    example: 'on',
    fallback: 'on',
    parse: (text) => oneOf('on', 'off')(text) === 'on',
  }),
  WEBHOOK_URL: setting({
    about: 'Where events are posted to, of every app that has no `webhook` of its own in APPS_FILE.',
    example: 'https://shop.example/webhooks',
    fallback: ' ',
    secret: true,
    parse: webhookUrl,
  }),
  WEBHOOK_SECRETS: setting({
    about:
      'Sign what is posted: whsec_…, comma separated, all of them while one replaces another; `mini-message-server webhooks --new-secret` makes one.',
    example: '',
    fallback: ' ',
    secret: true,
    parse: webhookSecrets,
  }),
  WEBHOOK_PRIVATE_TARGETS: setting({
    about:
      'Which addresses of private networks, and of this machine, may be posted to: off, on, or ranges (CIDR); only there may it be http.',
    example: 'off',
    fallback: 'off',
    parse: privateTargets,
  }),
  RETENTION_DAYS: setting({
    about:
      "How long finished messages and their requestIds, events, used codes' hashes, user information and the audit log are kept, days.",
    example: '90',
    fallback: '90',
    parse: wholeNumber,
  }),
  STOP_TIMEOUT_MS: setting({
    about:
      'How long a stop (SIGTERM) may take, milliseconds; a little less than your system waits before it kills.',
    example: '25000',
    fallback: '25000',
    parse: wholeNumber,
  }),
  WATCH_FILES: setting({
    about: 'on: .env, APPS_FILE and files of secrets are read again when they change; off: only on SIGHUP.',
    example: 'on',
    fallback: 'on',
    parse: (text) => oneOf('on', 'off')(text) === 'on',
  }),
  LOG_LEVEL: setting({
    about: 'debug, info, warn, error or silent.',
    example: 'info',
    fallback: 'info',
    parse: oneOf('debug', 'info', 'warn', 'error', 'silent'),
  }),
}

/** What every app may have of its own: then the environment need not have it. */
const perApp = {
  CLIENT_ID: 'clientId',
  MERCHANT_PRIVATE_KEY: 'privateKeys',
  PLATFORM_PUBLIC_KEY: 'platformPublicKeys',
} as const

const isPerApp = (name: string): name is keyof typeof perApp => Object.hasOwn(perApp, name)

/** What is wrong only together with another setting. */
function crossChecks(config: Config): string[] {
  const problems = config.APPS_FILE.some(({ own }) => !own) ? credentialProblems(config) : []
  for (const { appId, own } of config.APPS_FILE) {
    if (own) problems.push(...credentialProblems(config, own).map((why) => `APPS_FILE: app ${appId}: ${why}`))
  }
  if ((config.WEBHOOK_URL === undefined) !== (config.WEBHOOK_SECRETS.length === 0))
    problems.push('WEBHOOK_URL and WEBHOOK_SECRETS belong together: set both, or none')
  problems.push(...webhookProblems(defaultWebhook(config), config).map((why) => `WEBHOOK_URL: ${why}`))
  for (const { appId, webhook } of config.APPS_FILE)
    problems.push(...webhookProblems(webhook, config).map((why) => `APPS_FILE: app ${appId}: ${why}`))
  if (config.PLATFORM_TOTAL_TIMEOUT_MS < config.PLATFORM_TIMEOUT_MS) {
    problems.push('PLATFORM_TOTAL_TIMEOUT_MS must not be shorter than PLATFORM_TIMEOUT_MS')
  }
  return problems
}

const defaultWebhook = ({ WEBHOOK_URL: url, WEBHOOK_SECRETS: secrets }: Config): WebhookTarget | undefined =>
  url === undefined ? undefined : { url, secrets }

/** With what each app signs, and where its events go; those without anything of their own share what there is. */
function withDefaults(config: Config): Config {
  const ofEnvironment = credentialsOf(config)
  const apps = config.APPS_FILE.map((app) => {
    const credentials = app.own ? credentialsOf(config, app.own) : ofEnvironment
    const webhook = app.webhook ?? defaultWebhook(config)
    return { ...app, ...(credentials && { credentials }), ...(webhook && { webhook }) }
  })
  return { ...config, APPS_FILE: apps }
}

type Settings = typeof settings

/** Every setting, checked and parsed. */
export type Config = { [Name in keyof Settings]: Settings[Name] extends Setting<infer T> ? T : never }

/**
 * Reads all settings, and names every wrong one at once. Without an argument they come from the environment, and from
 * `.env` in the folder where the process runs. Keys and secrets may stand in files, named by `<NAME>_FILE`; `read` reads them.
 * @throws ConfigError
 */
export function readConfig(
  environment: Sources['variables'] = processEnvironment(),
  read: Sources['read'] = readText,
): Config {
  const sources = { variables: environment, read }
  const problems = new Map<string, string>()
  const entries = Object.entries<Setting<unknown>>(settings).map(([name, setting]) => {
    let source = name
    let shown = ''
    try {
      const given = givenSetting(sources, name, setting)
      const text = given.text ?? setting.fallback
      if (text === undefined) throw new Error(`${name} is not set. ${setting.about}`)
      source = given.source
      if (!setting.secret && !given.isFromFile && text.length <= 200) shown = ` ("${text}")`
      return [name, setting.parse(text, source, sources)]
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error)
      problems.set(name, why.startsWith(name) ? why : `${source}${shown} ${why}`)
      return [name, name === 'CLIENT_ID' ? '' : []]
    }
  })
  const config = Object.fromEntries(entries) as Config
  const apps = problems.has('APPS_FILE') ? [] : config.APPS_FILE
  for (const [name, why] of problems) {
    const isNeeded =
      !isPerApp(name) || apps.length === 0 || apps.some(({ own }) => own?.[perApp[name]] === undefined)
    if (!isNeeded && why.startsWith(`${name} is not set`)) problems.delete(name)
  }
  if (problems.size > 0) throw new ConfigError([...problems.values()])
  const clashes = crossChecks(config)
  if (clashes.length > 0) throw new ConfigError(clashes)
  return withDefaults(config)
}
