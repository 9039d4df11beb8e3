import { createPrivateKey, createPublicKey, createSign, createVerify, randomBytes } from 'node:crypto'
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http'
import type { AddressInfo } from 'node:net'
import { pem } from './known-answers.js'

/** What the stub does wrong, once, on the next call of a path. */
export type Fault =
  /** `until`: looked at, but answered only then. */
  | { kind: 'result'; status: 'S' | 'F' | 'U' | 'A'; code: string; until?: Promise<unknown> }
  /** Applied, but the connection is cut before the answer. */
  | { kind: 'answer-lost' }
  | { kind: 'unsigned' }
  | { kind: 'wrong-signature' }
  | { kind: 'response-time'; offsetMs: number }
  | { kind: 'other-client' }
  | { kind: 'http'; status: number }
  | { kind: 'body'; text: string }
  /** Waits for this promise before the request is looked at. */
  | { kind: 'wait'; until: Promise<unknown> }

export interface Call {
  path: string
  body: string
  fields: Record<string, unknown>
  headers: IncomingHttpHeaders
}

export const stubClientId = 'SANDBOX_5Y00000000000001'

const applyToken = '/v2/authorizations/applyToken'

// Read once: to read a key takes longer than to sign with it.
const platformKey = createPrivateKey(pem('platform-private'))
const merchantKey = createPublicKey(pem('merchant-public'))

/**
 * The platform for tests that need it to fail in a certain way. Signs and checks with code of its own
 * (nothing imported from src/), so that it can't agree with a mistake of ours.
 */
export class PlatformStub {
  readonly calls: Call[] = []
  readonly delivered = new Map<string, { messageId: string; userId: string; body: string; times: number }>()
  /** Access tokens, in the order in which codes and refresh tokens were swapped for them. */
  readonly granted: string[] = []
  readonly revoked: string[] = []
  now = () => Date.now()
  tokenLifeMs = 3_600_000
  readonly #codes = new Map<string, { userId: string; used: boolean }>()
  readonly #tokens = new Map<string, { userId: string; expiresAt: number }>()
  readonly #refreshTokens = new Map<string, { userId: string; used: boolean }>()
  readonly #faults: { path: string; fault: Fault }[] = []
  readonly #server: Server

  private constructor() {
    this.#server = createServer((request, response) => void this.#handle(request, response))
  }

  static async start(): Promise<PlatformStub> {
    const stub = new PlatformStub()
    await new Promise<void>((resolve) => stub.#server.listen(0, '127.0.0.1', resolve))
    return stub
  }

  get baseUrl(): string {
    return `http://127.0.0.1:${String((this.#server.address() as AddressInfo).port)}/api/open`
  }

  /** Nobody listens any more. */
  async refuseConnections(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  stop(): Promise<void> {
    return this.refuseConnections()
  }

  /** A fresh auth code of this user, as the super app's authorization page gives one. */
  codeOf(userId: string): string {
    const code = `281006${randomBytes(8).toString('hex').toUpperCase()}`
    this.#codes.set(code, { userId, used: false })
    return code
  }

  /** As if each had been used. */
  refuseRefreshTokens(): void {
    for (const token of this.#refreshTokens.values()) token.used = true
  }

  failNext(path: string, ...faults: Fault[]): void {
    for (const fault of faults) this.#faults.push({ path, fault })
  }

  callsOf(path: string): Call[] {
    return this.calls.filter((call) => call.path === path)
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const body = Buffer.concat(chunks).toString('utf8')
    const uri = request.url ?? ''
    const path = uri.replace(/^\/api\/open/, '')
    const { headers } = request
    this.calls.push({ path, body, headers, fields: JSON.parse(body) as Record<string, unknown> })
    const at = this.#faults.findIndex((entry) => entry.path === path)
    const fault = at < 0 ? undefined : this.#faults.splice(at, 1)[0]?.fault
    if (fault?.kind === 'wait' || fault?.kind === 'result') await fault.until

    const refused = this.#refuses(request, uri, body)
    const answer =
      fault?.kind === 'result'
        ? result(fault.status, fault.code)
        : (refused ?? this.#answer(path, JSON.parse(body) as Record<string, string>))
    if (fault?.kind === 'answer-lost') return void request.socket.destroy()
    this.#send(response, uri, fault, answer)
  }

  #refuses({ headers }: IncomingMessage, uri: string, body: string): object | undefined {
    if (headers['client-id'] !== stubClientId) return result('F', 'CLIENT_INVALID')
    const signature = /signature=(.*)$/.exec(String(headers.signature))?.[1] ?? ''
    const verifier = createVerify('RSA-SHA256')
    verifier.update(`POST ${uri}\n${stubClientId}.${String(headers['request-time'])}.${body}`)
    const valid = verifier.verify(merchantKey, decodeURIComponent(signature), 'base64')
    return valid ? undefined : result('F', 'SIGNATURE_INVALID')
  }

  #send(response: ServerResponse, uri: string, fault: Fault | undefined, answer: object): void {
    const offset = fault?.kind === 'response-time' ? fault.offsetMs : 0
    const time = new Date(this.now() + offset).toISOString()
    const body = fault?.kind === 'body' ? fault.text : JSON.stringify(answer)
    const signer = createSign('RSA-SHA256')
    signer.update(
      `POST ${uri}\n${stubClientId}.${time}.${fault?.kind === 'wrong-signature' ? ' ' : ''}${body}`,
    )
    const signature = encodeURIComponent(signer.sign(platformKey, 'base64'))
    response.statusCode = fault?.kind === 'http' ? fault.status : 200
    response.setHeader('content-type', 'application/json; charset=UTF-8')
    response.setHeader('client-id', fault?.kind === 'other-client' ? 'OTHER' : stubClientId)
    response.setHeader('response-time', time)
    if (fault?.kind !== 'unsigned') {
      response.setHeader('signature', `algorithm=RSA256, keyVersion=1, signature=${signature}`)
    }
    response.end(body)
  }

  #answer(path: string, fields: Record<string, string>): object {
    switch (path) {
      case applyToken:
        return fields.grantType === 'REFRESH_TOKEN'
          ? this.#grantOnce(this.#refreshTokens.get(fields.refreshToken ?? ''), 'REFRESH_TOKEN')
          : this.#grantOnce(this.#codes.get(fields.authCode ?? ''), 'AUTHCODE')
      case '/v2/authorizations/applyTokenAndInquiryUserInfo': {
        const grant = this.#grantOnce(this.#codes.get(fields.authCode ?? ''), 'AUTHCODE')
        return { ...grant, userInfo: { nickName: 'Mei' } }
      }
      case '/v2/users/inquiryUserInfo':
        return this.#live(fields) ? { ...success, userInfo: { nickName: 'Mei' } } : badToken
      case '/v2/authorizations/revoke':
        this.revoked.push(fields.accessToken ?? '')
        return this.#tokens.delete(fields.accessToken ?? '') ? success : badToken
      case '/v2/miniprogram/message/send':
        return this.#deliver(fields)
      default:
        return result('F', 'INVALID_API')
    }
  }

  #live({ accessToken = '' }: Record<string, string>): string | undefined {
    const token = this.#tokens.get(accessToken)
    return token && token.expiresAt > this.now() ? token.userId : undefined
  }

  #grantOnce(given: { userId: string; used: boolean } | undefined, what: string): object {
    if (!given) return result('F', `INVALID_${what}`)
    if (given.used) return result('F', `USED_${what}`)
    given.used = true
    const [accessToken, refreshToken] = [randomBytes(16).toString('hex'), randomBytes(16).toString('hex')]
    const expiresAt = this.now() + this.tokenLifeMs
    this.granted.push(accessToken)
    this.#tokens.set(accessToken, { userId: given.userId, expiresAt })
    this.#refreshTokens.set(refreshToken, { userId: given.userId, used: false })
    return {
      ...success,
      accessToken,
      accessTokenExpiryTime: new Date(expiresAt).toISOString(),
      refreshToken,
      refreshTokenExpiryTime: new Date(expiresAt + 86_400_000).toISOString(),
      customerId: given.userId,
    }
  }

  /** The same requestId again gives the same messageId and delivers nothing more. */
  #deliver(fields: Record<string, string>): object {
    const userId = this.#live(fields)
    if (userId === undefined) return badToken
    const requestId = fields.requestId ?? ''
    const known = this.delivered.get(requestId)
    if (known) {
      known.times += 1
      return { ...success, messageId: known.messageId }
    }
    const messageId = `000demo${randomBytes(6).toString('hex')}`
    this.delivered.set(requestId, { messageId, userId, body: JSON.stringify(fields), times: 1 })
    return { ...success, messageId }
  }
}

const result = (resultStatus: string, resultCode: string) => ({
  result: { resultStatus, resultCode, resultMessage: `stub says ${resultCode}` },
})
const success = result('S', 'SUCCESS')
const badToken = result('F', 'INVALID_ACCESS_TOKEN')
