import { createPublicKey, randomUUID } from 'node:crypto'
import { systemClock, type Clock } from '../runtime.js'
import { credentialsOf, type DefaultCredentials } from '../config/app-credentials.js'
import type { Config } from '../config/settings.js'
import { ConfigError } from '../contract/errors.js'
import { keepAliveTransport, whyUntrusted, type HttpAnswer, type Transport } from '../platform/client.js'
import { describeCode, readAnswer } from '../platform/outcomes.js'
import { signedRequest } from '../platform/signing.js'
import { explainSignature, finding, type Cause, type Finding } from './signature.js'

interface Diagnosing {
  clock?: Clock
  transport?: Transport
  /** Of APPS_FILE. @default the first */
  appId?: string
}

const path = '/v2/authorizations/applyToken'

/** Refusals that only a request can get whose signature, client and path are right. */
const meansWell = ['AUTH_CODE_INVALID', 'AUTH_CODE_SPENT', 'AUTH_CODE_EXPIRED']

const causes: Readonly<Record<string, Cause>> = {
  SIGNATURE_INVALID: 'WRONG_KEY',
  INVALID_SIGNATURE: 'WRONG_KEY',
  KEY_NOT_FOUND: 'WRONG_KEY',
  TIMESTAMP_INVALID: 'CLOCK_SKEW',
  CLIENT_INVALID: 'CLIENT_ID',
  INVALID_AUTH_CLIENT: 'CLIENT_ID',
  INVALID_API: 'PATH_OR_PREFIX',
  METHOD_NOT_SUPPORTED: 'PATH_OR_PREFIX',
}

/**
 * Asks the platform one harmless thing, an exchange of an invalid code, with the configuration as it is:
 * the refusal tells whether it understood us, and its signature whether we understand it.
 */
export async function diagnosePlatform(config: Config, given: Diagnosing = {}): Promise<Finding> {
  const { clock = systemClock, transport = keepAliveTransport({ proxy: config }) } = given
  const app = config.APPS_FILE.find(({ appId }) => appId === (given.appId ?? appId))
  if (!app) throw new ConfigError([`APPS_FILE has no app ${given.appId ?? ''}`])
  const credentials = credentialsOf(config, app.own)
  if (!credentials) throw new ConfigError(['MERCHANT_PRIVATE_KEY must hold at least one key'])
  const { clientId, signingKeys, platformPublicKeys } = credentials
  const body = JSON.stringify({
    appId: app.appId,
    customerBelongsTo: app.sites[0] ?? '',
    ...(app.authClientId !== undefined && { authClientId: app.authClientId }),
    grantType: 'AUTHORIZATION_CODE',
    authCode: `DOCTOR${randomUUID().replaceAll('-', '')}`,
  })
  const base = new URL(config.PLATFORM_URL)
  const asked = await signedRequest(base, path, body, { clientId, key: signingKeys[0], now: clock.now() })
  let answer: HttpAnswer
  try {
    answer = await transport.exchange({
      url: asked.url,
      headers: asked.headers,
      body,
      timeoutMs: config.PLATFORM_TIMEOUT_MS,
    })
  } catch (error) {
    const { code = (error as Error).name } = error as { code?: string }
    return finding(
      'NO_ANSWER',
      `${base.origin} does not answer (${code})`,
      "Check PLATFORM_URL, HTTPS_PROXY, the network, and that this machine's address is allowed to call the platform.",
    )
  } finally {
    if (!given.transport) await transport.close()
  }
  const expected = { clientId, platformPublicKeys, signingKeys }
  const refused = whyUntrusted(answer, { ...expected, uri: asked.uri, nowMs: clock.now() })
  if (refused?.cause === 'NOT_THE_PLATFORM' && answer.status === 404) {
    return finding(
      'PATH_OR_PREFIX',
      `there is nothing at ${asked.uri}`,
      "PLATFORM_URL must end with the platform's path prefix, e.g. /api/open, and with nothing after it.",
    )
  }
  return refused ?? fromCode(answer.body)
}

function fromCode(body: string): Finding {
  const outcome = readAnswer(body, () => ({}))
  if (outcome.outcome === 'SENT') return well()
  const { code = '', message, remedy } = outcome
  if (meansWell.includes(describeCode(code).effect ?? '')) return well()
  const cause = causes[code] ?? 'PLATFORM_SAYS'
  return finding(cause, `the platform says ${code === '' ? 'nothing readable' : code} (${message})`, remedy)
}

const well = () =>
  finding('NOTHING', 'the platform understood the request, and its answer is believed', 'Nothing to do.')

/** A request as it arrived or was recorded, e.g. by a proxy or by the sandbox's request log. */
export interface RecordedRequest {
  /** @default 'POST' */
  method?: string
  /** Whole, or from the path on. */
  url: string
  headers: Readonly<Record<string, string>>
  /** The body's text, byte for byte. */
  body: string
}

/**
 * Why the platform refuses the signature of a request that was made with this configuration; by the keys of the app that
 * the request names.
 */
export function diagnoseRequest(
  config: Omit<DefaultCredentials, 'KEY_VERSION'> & Partial<Pick<Config, 'APPS_FILE'>>,
  { method = 'POST', url, headers, body }: RecordedRequest,
  nowMs: number,
): Finding {
  const header = (name: string) =>
    Object.entries(headers).find(([given]) => given.toLowerCase() === name)?.[1]
  const { pathname, search } = new URL(url, 'https://host')
  const clientId = header('client-id')
  if (clientId === undefined) {
    return finding('CLIENT_ID', 'there is no Client-Id header', 'Send Client-Id with the value of CLIENT_ID.')
  }
  const own = config.APPS_FILE?.find(({ appId }) => body.includes(JSON.stringify(appId)))?.own ?? {}
  const configured = own.clientId ?? config.CLIENT_ID
  const parts = { method, uri: pathname + search, clientId, time: header('request-time') ?? '', body }
  const found = explainSignature({
    parts,
    header: header('signature'),
    signer: 'merchant',
    publicKeys: (own.privateKeys ?? config.MERCHANT_PRIVATE_KEY).map((key) => createPublicKey(key)),
    otherSideKeys: own.platformPublicKeys ?? config.PLATFORM_PUBLIC_KEY,
    configuredClientId: configured,
    nowMs,
  })
  const isOther = found.cause === 'NOTHING' && clientId !== configured
  return isOther
    ? finding(
        'CLIENT_ID',
        'the signature fits, but Client-Id is not CLIENT_ID',
        'Use CLIENT_ID exactly as shown under Development Configuration.',
      )
    : found
}
