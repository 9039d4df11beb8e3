import { createPublicKey } from 'node:crypto'
import type { Config } from '../config/read-config.js'
import { explainSignature } from './explain-signature.js'
import { finding, type Finding } from './finding.js'

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

/** Why the platform refuses the signature of a request that was made with this configuration. */
export function diagnoseRequest(
  config: Pick<Config, 'MERCHANT_PRIVATE_KEY' | 'PLATFORM_PUBLIC_KEY' | 'CLIENT_ID'>,
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
  const parts = { method, uri: pathname + search, clientId, time: header('request-time') ?? '', body }
  const found = explainSignature({
    parts,
    header: header('signature'),
    signer: 'merchant',
    publicKeys: config.MERCHANT_PRIVATE_KEY.map((key) => createPublicKey(key)),
    otherSideKeys: config.PLATFORM_PUBLIC_KEY,
    configuredClientId: config.CLIENT_ID,
    nowMs,
  })
  const isOther = found.cause === 'NOTHING' && clientId !== config.CLIENT_ID
  return isOther
    ? finding(
        'CLIENT_ID',
        'the signature fits, but Client-Id is not CLIENT_ID',
        'Use CLIENT_ID exactly as shown under Development Configuration.',
      )
    : found
}
