import { createPublicKey, type KeyObject } from 'node:crypto'
import { explainRefusal } from '../signing/explain-refusal.js'
import { parseSignatureHeader, headOfStringToSign, isSignedBy } from '../signing/signing.js'
import type { Client, State } from '../state/state.js'
import type { Settings } from '../state/settings.js'
import { signedUri, type IncomingRequest } from './incoming-request.js'
import { uriWithoutSecrets, withoutSecrets } from './request-log.js'
import { GatewayRefusal } from './result-codes.js'

/** Whose request this is: the signature is checked over the raw bytes before anything in them is read. */
export function authenticate(request: IncomingRequest, state: State, wireTime: number): Client {
  if (request.method !== 'POST') throw new GatewayRefusal('METHOD_NOT_SUPPORTED', 'Use POST.')
  const client = request.clientId === undefined ? undefined : state.clients.get(request.clientId)
  if (!client) throw new GatewayRefusal('CLIENT_INVALID', 'Client-Id is missing or not known here.')
  if (request.requestTime === undefined) {
    throw new GatewayRefusal('PARAM_ILLEGAL', 'Header Request-Time is missing.')
  }
  checkSignature(request, client, request.requestTime, state)
  checkFreshness(request.requestTime, state, wireTime)
  return client
}

function checkSignature(request: IncomingRequest, client: Client, time: string, state: State): void {
  const code = state.settings.signatureRefusalCode
  const header = parseSignatureHeader(request.signature ?? '')
  if (!header) {
    throw new GatewayRefusal(code, 'Header Signature is missing or has no signature= part.')
  }
  if (header.algorithm !== 'RSA256') {
    throw new GatewayRefusal(code, `Signature algorithm ${header.algorithm} is not RSA256.`)
  }
  requireUploadedKey(client, state)
  const key = findKey(client, header.keyVersion)
  const uri = signedUri(request.uri, state.settings)
  const parts = { uri, clientId: client.clientId, time, body: request.body }
  if (!isSignedBy(key, parts, header.signature, state.settings.signatureEncodings)) {
    const message = 'Signature does not fit; GET /_sandbox/requests shows what was expected to be signed.'
    throw new GatewayRefusal(code, message, {
      expected: `${headOfStringToSign({ ...parts, uri: uriWithoutSecrets(uri) })}${withoutSecrets(request.body)}`,
      ...explainRefusal({
        key,
        parts,
        signature: header.signature,
        host: request.host ?? '',
        otherKeys: allKeys(state),
      }),
    })
  }
}

/** A key is uploaded in the configuration of a mini program; one of the merchant's suffices. */
function requireUploadedKey({ clientId }: Client, { miniPrograms }: State): void {
  const own = [...miniPrograms.values()].filter((one) => one.clientId === clientId)
  if (own.some(({ switches }) => switches.keyUploaded)) return
  throw new GatewayRefusal('KEY_NOT_FOUND', `No public key of ${clientId} was uploaded.`)
}

/** Every public key here, by a name that a merchant understands. */
const allKeys = ({ clients, platformKeys }: State): { name: string; key: KeyObject }[] => [
  ...[...clients.values()].flatMap(({ clientId, keys }) =>
    [...keys].map(([version, key]) => ({ name: `${clientId}, version ${version}`, key })),
  ),
  ...platformKeys
    .list()
    .map(({ privateKey }) => ({ name: 'the platform itself', key: createPublicKey(privateKey) })),
]

/** The key of that version; without a version the newest. */
function findKey({ keys }: Client, keyVersion: string | undefined): KeyObject {
  const newest = [...keys.keys()].sort((a, b) => Number(b) - Number(a))[0]
  const key = keys.get(keyVersion ?? newest ?? '')
  if (key) return key
  const message = `keyVersion ${keyVersion ?? ''} has no public key; there is ${[...keys.keys()].join(', ')}.`
  throw new GatewayRefusal('KEY_NOT_FOUND', message)
}

function checkFreshness(requestTime: string, { settings }: State, wireTime: number): void {
  const sentAt = readRequestTime(requestTime, settings.requestTimeForms)
  if (sentAt === undefined) {
    const message = 'Request-Time must be ISO 8601 with an offset, such as 2019-04-04T12:08:56+05:30.'
    throw new GatewayRefusal('PARAM_ILLEGAL', message)
  }
  const differenceSeconds = Math.round((wireTime - sentAt) / 1000)
  if (Math.abs(wireTime - sentAt) <= settings.freshnessSeconds * 1000) return
  throw new GatewayRefusal(
    settings.staleRequestCode,
    `Request-Time is ${Math.abs(differenceSeconds)} s ${differenceSeconds > 0 ? 'old' : 'ahead'}; ` +
      `at most ${settings.freshnessSeconds} s are allowed.`,
  )
}

const ISO_8601_WITH_OFFSET = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:?\d{2})$/

/** Milliseconds since 1970, or undefined if `text` is not a Request-Time. Siblings send epoch milliseconds. */
function readRequestTime(text: string, forms: Settings['requestTimeForms']): number | undefined {
  if (/^\d{13}$/.test(text)) return forms === 'ISO-8601' ? undefined : Number(text)
  if (!ISO_8601_WITH_OFFSET.test(text)) return undefined
  const ms = Date.parse(text.replace(/([+-]\d{2})(\d{2})$/, '$1:$2'))
  return Number.isNaN(ms) ? undefined : ms
}
