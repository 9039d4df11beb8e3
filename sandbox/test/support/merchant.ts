import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { clientId, knownKeys, startTime } from './test-sandbox.js'

// Read once: to read a key takes longer than to sign with it.
const merchantKey = createPrivateKey(knownKeys.merchant.privateKey)
const platformKey = createPublicKey(knownKeys.platform.publicKey)

/** A request as a merchant's backend sends it. Signed here without the sandbox's code. */
export interface MerchantRequest {
  uri: string
  body: string
  headers: Record<string, string>
}

export const isoTime = (ms: number): string => new Date(ms).toISOString().replace(/\.\d+Z$/, '+00:00')

export function signedRequest(path: string, body: unknown, at = startTime): MerchantRequest {
  const uri = `/api/open${path}`
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const time = isoTime(at)
  return { uri, body: text, headers: headersFor(`POST ${uri}\n${clientId}.${time}.${text}`, time) }
}

export function headersFor(stringToSign: string, time: string): Record<string, string> {
  const signature = sign('RSA-SHA256', Buffer.from(stringToSign), merchantKey)
  return {
    'content-type': 'application/json; charset=UTF-8',
    'client-id': clientId,
    'request-time': time,
    signature: `algorithm=RSA256, keyVersion=1, signature=${encodeURIComponent(signature.toString('base64'))}`,
  }
}

export interface GatewayAnswer {
  result: { resultCode: string; resultStatus: string; resultMessage: string }
  [field: string]: unknown
}

/** Sends it and checks what every answer has to be: HTTP 200, signed by the platform over these bytes. */
export async function send(
  app: FastifyInstance,
  { uri, body, headers }: MerchantRequest,
): Promise<GatewayAnswer> {
  const response = await app.inject({ method: 'POST', url: uri, payload: body, headers })
  expect(response.statusCode).toBe(200)
  const time = String(response.headers['response-time'])
  const signed = `POST ${uri}\n${String(response.headers['client-id'])}.${time}.${response.body}`
  const [, value = ''] = /signature=(.*)$/.exec(String(response.headers.signature)) ?? []
  const signature = Buffer.from(decodeURIComponent(value), 'base64')
  expect(verify('RSA-SHA256', Buffer.from(signed), platformKey, signature)).toBe(true)
  return response.json<GatewayAnswer>()
}

export const call = (app: FastifyInstance, path: string, body: unknown): Promise<GatewayAnswer> =>
  send(app, signedRequest(path, body))
