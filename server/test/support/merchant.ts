import { randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { request as post, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { FastifyInstance, InjectOptions } from 'fastify'
import { Apps } from '../../src/apps.js'
import { Background, silentLog } from '../../src/runtime.js'
import { noBuiltinTexts } from '../../src/consent/texts.js'
import { ApiKeys, hashOfKey, SessionTokens } from '../../src/auth.js'
import { buildApp, type AppOptions } from '../../src/http/app.js'
import type { LedgerEntry } from '../../src/consent/ledger.js'
import type { MessageAnswer } from '../../src/contract/messages.js'
import type { AuthorizationAnswer, Consent, TemplatesAnswer } from '../../src/contract/front-end.js'
import { Sender } from '../../src/outbox/sender.js'
import { Metrics } from '../../src/metrics.js'
import { CallBudget } from '../../src/tokens/exchange.js'
import type { Services } from '../../src/services.js'
import { openSqliteStore } from '../../src/store/sqlite.js'
import { TokenCipher } from '../../src/tokens/stored-tokens.js'
import { appsFile, oneTimeCode, templateCode } from './apps-file.js'
import { ledgerKeys, owner } from './builders.js'
import { app as site, clientOf } from './platform-client.js'
import { PlatformStub } from './platform-stub.js'
import { expectTold } from './told-refusals.js'

export { oneTimeCode, templateCode }
export const apiKey = 'test-api-key-of-24-characters'
/** May do what only administrators may, and nothing else. */
export const adminKey = 'admin-api-key-of-24-characters'

/** Of a person who may use the console, and of one who is shown what stands in messages, too. */
export const consoleKey = 'console-key-of-lin-24-characters'
export const consoleAdminKey = 'console-key-of-mei-24-characters'

/** What answers may hold; a test reads what its route answers. */
export interface AnswerBody extends AuthorizationAnswer, MessageAnswer, TemplatesAnswer {
  error: { code: string; message: string }
}

export interface Answer {
  status: number
  body: AnswerBody
  headers: Record<string, unknown>
}

/** What the console is answered. */
interface Told<Body> {
  status: number
  body: Body
}

export type MerchantChanges = Partial<Omit<AppOptions, 'services'>> & { services?: Partial<Services> }

export interface AnswerChanges {
  userId?: string
  code?: string
  requestId?: string
  authCode?: string | undefined
  consent?: object | undefined
  answers?: object[]
}

/**
 * The whole server but for port and signals, on a store in memory and the stub of the platform. Nothing is
 * sent until `sender.sendDue()`, and time stands still until `advance`.
 */
export class Merchant {
  readonly stub: PlatformStub
  readonly services: Services
  readonly sender: Sender
  readonly app: FastifyInstance
  readonly #time: { wall: number; passed: number }

  private constructor(
    stub: PlatformStub,
    services: Services,
    sender: Sender,
    app: FastifyInstance,
    time: { wall: number; passed: number },
  ) {
    this.stub = stub
    this.services = services
    this.sender = sender
    this.app = app
    this.#time = time
  }

  static async open(changed: MerchantChanges = {}): Promise<Merchant> {
    const stub = await PlatformStub.start()
    const time = { wall: Date.parse('2026-11-20T04:00:00.000Z'), passed: 0 }
    stub.now = () => time.wall
    const metrics = new Metrics()
    const services: Services = {
      store: openSqliteStore(':memory:'),
      platform: clientOf(stub, {
        onCall: metrics.called,
        onDistrust: (appId, { cause }) => metrics.untrusted(appId, cause),
      }),
      apps: new Apps(appsFile),
      clock: { now: () => stub.now(), monotonic: () => time.passed },
      log: silentLog,
      cipher: new TokenCipher([{ id: 'test', key: randomBytes(32) }]),
      sessions: new SessionTokens(randomBytes(32)),
      subjectKey: randomBytes(32),
      ledgerKeys,
      builtinTexts: noBuiltinTexts,
      background: new Background(),
      metrics,
      authorizationBudget: new CallBudget(1000),
      refusedCodes: new CallBudget(1000),
      pause: () => new Promise((resolve) => setImmediate(resolve)),
      ...changed.services,
    }
    await services.store.migrate()
    const sender = new Sender(services)
    const app = await buildApp({
      sender,
      apiKeys: new ApiKeys([
        apiKey,
        { hash: hashOfKey(adminKey), scopes: ['admin'] },
        { hash: hashOfKey(consoleKey), scopes: ['console'], name: 'lin' },
        { hash: hashOfKey(consoleAdminKey), scopes: ['admin'], name: 'mei' },
      ]),
      allowedOrigins: ['https://shop.example'],
      trustProxy: false,
      requestsPerMinute: 10_000,
      apiDocs: false,
      ...changed,
      services,
    })
    return new Merchant(stub, services, sender, app, time)
  }

  async close(): Promise<void> {
    await this.app.close()
    await this.sender.stop()
    await this.services.background.settled()
    await this.services.platform.close()
    await this.services.store.close()
    await this.stub.stop()
  }

  advance(ms: number): void {
    this.#time.wall += ms
    this.#time.passed += ms
  }

  /** Somebody sets the wall clock, or the machine sleeps. */
  jump(ms: number): void {
    this.#time.wall += ms
  }

  /** ISO 8601, so many milliseconds from now. */
  at(offsetMs = 0): string {
    return new Date(this.#time.wall + offsetMs).toISOString()
  }

  async call(options: InjectOptions): Promise<Answer> {
    const { statusCode, body, headers } = await this.app.inject(options)
    if (statusCode >= 400) expectTold(this.app, options, JSON.parse(body))
    return { status: statusCode, body: JSON.parse(body === '' ? 'null' : body) as AnswerBody, headers }
  }

  authorizations(changed: object = {}, more: InjectOptions = {}): Promise<Answer> {
    const body = {
      requestId: randomUUID(),
      ...site,
      scopes: ['auth_user'],
      authCode: this.stub.codeOf('user-1'),
      templateCodes: [templateCode],
      ...changed,
    }
    return this.call({ method: 'POST', url: '/authorizations', payload: body, ...more })
  }

  /** A session of this user. */
  async session(userId = 'user-1', templateCodes = [templateCode]): Promise<string> {
    const { body } = await this.authorizations({ authCode: this.stub.codeOf(userId), templateCodes })
    return body.sessionToken
  }

  consent(changed: Partial<Consent> = {}): Consent {
    return {
      surface: 'BUILTIN',
      language: 'en',
      textVersion: '1',
      component: 'mini-message@0.1.0',
      shownAt: this.at(-2_000),
      answeredAt: this.at(-1_000),
      sentAt: this.at(),
      ...changed,
    }
  }

  subscriptions(session: string, body: object): Promise<Answer> {
    const payload = { requestId: randomUUID(), ...body }
    return this.call({
      method: 'POST',
      url: '/subscriptions',
      headers: { authorization: `Bearer ${session}` },
      payload,
    })
  }

  /** An answer to one template; AGREE brings a fresh code of this user. */
  answer(session: string, type: 'AGREE' | 'REJECT', changed: AnswerChanges = {}): Promise<Answer> {
    const { userId = 'user-1', code = templateCode, ...more } = changed
    return this.subscriptions(session, {
      answers: [{ templateCode: code, type }],
      ...(type === 'AGREE' && { authCode: this.stub.codeOf(userId) }),
      consent: this.consent(),
      ...more,
    })
  }

  /** The subscriptionId of a user who has just agreed. */
  async subscribed(userId = 'user-1', code = templateCode): Promise<string> {
    const { body } = await this.answer(await this.session(userId, [code]), 'AGREE', { userId, code })
    return body.subscriptions[0]!.subscriptionId
  }

  messages(subscriptionId: string, changed: object = {}): Promise<Answer> {
    const body = {
      requestId: randomUUID(),
      to: { subscriptionId },
      templateCode,
      templates: [
        { language: 'en', templateParameters: { orderNo: '0042', storeName: 'Yummy Chicken Rice' } },
      ],
      ...changed,
    }
    return this.call({
      method: 'POST',
      url: '/v1/messages',
      headers: { authorization: `Bearer ${apiKey}` },
      payload: body,
    })
  }

  async message(requestId: string): Promise<AnswerBody> {
    const headers = { authorization: `Bearer ${apiKey}` }
    return (await this.call({ method: 'GET', url: `/v1/messages/${requestId}`, headers })).body
  }

  /** What the console asks, with a person's key. */
  async console<Body>(path: string, payload?: object, key = consoleKey): Promise<Told<Body>> {
    const { status, body } = await this.call({
      ...{ method: payload ? 'POST' : 'GET', url: `/v1${path}` },
      headers: { authorization: `Bearer ${key}` },
      ...(payload && { payload }),
    })
    return { status, body: body as unknown as Body }
  }

  async ledger(): Promise<LedgerEntry[]> {
    return (await this.services.store.ledger.rowsAfter(owner.appId, 0, 1000)).map(
      ({ entry }) => JSON.parse(entry) as LedgerEntry,
    )
  }
}

/** Opens a merchant for each test and closes it after. */
export function withMerchant(changed?: MerchantChanges): () => Merchant {
  let merchant: Merchant
  beforeEach(async () => {
    merchant = await Merchant.open(changed)
  })
  afterEach(() => merchant.close())
  return () => merchant
}

/** Posts to /subscriptions over a socket: the head at once, and the body when `finish` is called. */
export async function slowPost(merchant: Merchant, session: string, body: object) {
  const { app } = merchant
  if (!app.server.listening) await app.listen({ host: '127.0.0.1', port: 0 })
  const { address: host, port } = app.server.address() as AddressInfo
  const text = JSON.stringify(body)
  const headers = {
    ...{ authorization: `Bearer ${session}`, connection: 'close' },
    ...{ 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) },
  }
  const head = once(app.server, 'request')
  const request = post({ host, port, method: 'POST', path: '/subscriptions', headers })
  const answered = once(request, 'response') as Promise<[IncomingMessage]>
  request.flushHeaders()
  const finish = async (): Promise<number | undefined> => {
    request.end(text)
    const [response] = await answered
    response.resume()
    return response.statusCode
  }
  return { head, finish }
}
