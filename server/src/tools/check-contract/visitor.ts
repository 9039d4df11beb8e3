import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { promisify } from 'node:util'
import type { Static, TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import { SdkError } from '../../contract/errors.js'
import {
  authorizationAnswer,
  errorBody,
  subscriptionsAnswer,
  type AuthorizationAnswer,
  type SubscriptionsAnswer,
} from '../../contract/front-end.js'

/** One rule of the contract. Throws ContractBroken where the backend doesn't keep it. */
export interface Check {
  /** The rule, as a sentence. */
  rule: string
  run: (visitor: Visitor) => Promise<void>
}

export interface ContractTarget {
  appId: string
  customerBelongsTo: string
  templateCode: string
}

/** A front end as the contract sees it: builds valid requests, of which a check breaks one thing. */
export class Visitor {
  constructor(
    readonly backend: Backend,
    readonly target: ContractTarget,
    readonly codes: AuthCodes,
  ) {}

  async authorize(changed: object = {}): Promise<BackendAnswer> {
    const { appId, customerBelongsTo, templateCode } = this.target
    const body = {
      requestId: randomUUID(),
      appId,
      customerBelongsTo,
      scopes: ['auth_user'],
      templateCodes: [templateCode],
    }
    const authCode = 'authCode' in changed ? {} : { authCode: await this.codes('first') }
    return this.backend.post('/authorizations', { ...body, ...authCode, ...changed })
  }

  async session(): Promise<AuthorizationAnswer> {
    return successOf(authorizationAnswer, await this.authorize())
  }

  /** Posts an answer to the template; `changed` replaces parts of a valid one. */
  answer(session: string, type: 'AGREE' | 'REJECT', changed: object = {}): Promise<BackendAnswer> {
    const { templateCode } = this.target
    const body = { requestId: randomUUID(), answers: [{ templateCode, type }], consent: this.consent() }
    return this.backend.post('/subscriptions', { ...body, ...changed }, session)
  }

  async agree(session: string): Promise<SubscriptionsAnswer> {
    const answer = await this.answer(session, 'AGREE', { authCode: await this.codes('first') })
    return successOf(subscriptionsAnswer, answer)
  }

  async reject(session: string): Promise<SubscriptionsAnswer> {
    return successOf(subscriptionsAnswer, await this.answer(session, 'REJECT'))
  }

  /** Answered `agoMs` ago and shown just before, by a device whose clock is `aheadMs` ahead of ours. */
  consent({ agoMs = 0, aheadMs = 0 } = {}): object {
    const at = (ms: number) => new Date(Date.now() + aheadMs + ms).toISOString()
    const shown = {
      surface: 'ADAPTER',
      language: 'en',
      textVersion: 'contract-check',
      component: 'check-contract/1',
    }
    return { ...shown, shownAt: at(-agoMs - 2), answeredAt: at(-agoMs), sentAt: at(0) }
  }
}

interface BackendAnswer {
  status: number
  headers: Headers
  /** Parsed JSON; undefined when the body is not JSON. */
  body: unknown
}

/** The backend under test, by HTTP alone. */
export class Backend {
  readonly #url: string

  constructor(url: string) {
    this.#url = url.replace(/\/+$/, '')
  }

  get(path: string, query: Record<string, string>, bearer?: string): Promise<BackendAnswer> {
    return this.#fetch(`${path}?${new URLSearchParams(query).toString()}`, {
      headers: authorizationOf(bearer),
    })
  }

  /** `bearer`: a session token, or an API key. */
  post(path: string, body: object | string, bearer?: string): Promise<BackendAnswer> {
    const headers = { 'content-type': 'application/json', ...authorizationOf(bearer) }
    const text = typeof body === 'string' ? body : JSON.stringify(body)
    return this.#fetch(path, { method: 'POST', headers, body: text })
  }

  async #fetch(path: string, init: RequestInit): Promise<BackendAnswer> {
    const url = this.#url + path
    const answer = await fetch(url, { ...init, signal: AbortSignal.timeout(30_000) }).catch(
      (cause: unknown) => {
        throw new SdkError('NO_BACKEND', `nobody answers on ${url}: is the backend running?`, { cause })
      },
    )
    const text = await answer.text()
    return { status: answer.status, headers: answer.headers, body: parse(text) }
  }
}

const authorizationOf = (bearer?: string): Record<string, string> =>
  bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** What the backend does differs from docs/contract.md. */
class ContractBroken extends Error {
  override name = 'ContractBroken'
}

/** @throws ContractBroken */
export function demand(condition: boolean, otherwise: string): asserts condition {
  if (!condition) throw new ContractBroken(otherwise)
}

/** The body of a success of this shape. @throws ContractBroken */
export function successOf<Schema extends TSchema>(
  schema: Schema,
  { status, body }: BackendAnswer,
): Static<Schema> {
  demand(status === 200, `expected 200, got ${status}${saying(body)}`)
  return shapeOf(schema, body)
}

/** A refusal with this status and one of these codes. @throws ContractBroken */
export function refusalOf({ status, body }: BackendAnswer, expected: number, ...codes: string[]): void {
  const wanted = `${expected} ${codes.join(' or ')}`
  demand(status === expected, `expected ${wanted}, got ${status}${saying(body)}`)
  const { error } = shapeOf(errorBody, body)
  demand(codes.includes(error.code), `expected ${wanted}, got ${status} ${error.code}`)
}

function shapeOf<Schema extends TSchema>(schema: Schema, body: unknown): Static<Schema> {
  const shape = Compile(schema)
  if (shape.Check(body)) return body
  const [first] = shape.Errors(body)
  throw new ContractBroken(
    `the body is not as the contract says: ${first?.instancePath ?? ''} ${first?.message ?? ''}`,
  )
}

function saying(body: unknown): string {
  const isRefusal = Compile(errorBody)
  return isRefusal.Check(body) ? ` ${body.error.code}: ${body.error.message}` : ''
}

/** How a bad auth code may be refused: the platform may not tell why. */
export const badAuthCode = ['AUTH_CODE_INVALID', 'AUTH_CODE_SPENT', 'AUTH_CODE_EXPIRED']

/** Where fresh auth codes come from; the contract needs those of two users. */
export type AuthCodes = (user: 'first' | 'second') => Promise<string>

/** From a shell command that prints one code; it finds the user in MINI_MESSAGE_USER, `first` or `second`. */
export const codesOfCommand =
  (command: string): AuthCodes =>
  async (user) => {
    const env = { ...process.env, MINI_MESSAGE_USER: user }
    const { stdout } = await promisify(execFile)('sh', ['-c', command], { env, timeout: 60_000 })
    const code = stdout.trim()
    if (code === '') throw new SdkError('NO_AUTH_CODE', 'the auth code command printed nothing')
    return code
  }

export interface SandboxApp extends ContractTarget {
  codes: AuthCodes
}

interface SandboxUsers {
  users: { userId: string }[]
}

/** App, template and codes of a running mini-message-sandbox, which answers authorization pages by itself from now on. */
export async function sandboxApp(sandboxUrl: string): Promise<SandboxApp & { firstUserId: string }> {
  const { appId, customerBelongsTo, templateCode } = (await askSandbox(
    sandboxUrl,
    '/_sandbox/credentials',
  )) as SandboxApp
  await askSandbox(sandboxUrl, '/_sandbox/auto-answer', { authorization: 'allow' })
  const { users } = (await askSandbox(sandboxUrl, '/_sandbox/users')) as SandboxUsers
  const codes: AuthCodes = async (user) => {
    const userId = users[user === 'first' ? 0 : 1]?.userId
    const answer = await askSandbox(sandboxUrl, '/_sandbox/jsapi/getAuthCode', {
      userId,
      appId,
      scopes: ['auth_user'],
    })
    const { success } = answer as { success?: { authCode: string } }
    if (!success)
      throw new SdkError('NO_AUTH_CODE', `the sandbox gave no auth code: ${JSON.stringify(answer)}`)
    return success.authCode
  }
  return { appId, customerBelongsTo, templateCode, codes, firstUserId: users[0]?.userId ?? '' }
}

/** One control route of a running mini-message-sandbox; with a body as POST. @throws SdkError NO_SANDBOX */
export async function askSandbox(sandboxUrl: string, path: string, body?: object): Promise<unknown> {
  const url = sandboxUrl.replace(/\/+$/, '') + path
  const post = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
  const answer = await fetch(url, body && post).catch((cause: unknown) => {
    throw new SdkError('NO_SANDBOX', `nobody answers on ${url}: start it with npx mini-message-sandbox`, {
      cause,
    })
  })
  if (!answer.ok)
    throw new SdkError('NO_SANDBOX', `${url} answered ${answer.status}: is this a mini-message-sandbox?`)
  return answer.json()
}
