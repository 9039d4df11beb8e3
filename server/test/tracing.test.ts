import { randomUUID } from 'node:crypto'
import { Writable } from 'node:stream'
import { context, trace } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  SimpleSpanProcessor,
  type ReadableSpan,
} from '@opentelemetry/sdk-trace-base'
import { pinoLog } from '../src/runtime.js'
import { readTraceparent, traceparentOf } from '../src/tracing.js'
import { apiKey, Merchant, templateCode } from './support/merchant.js'
import { onBothStores } from './support/on-both-stores.js'

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736'
const traceparent = `00-${traceId}-00f067aa0ba902b7-01`
const authorization = `Bearer ${apiKey}`
const send = '/v2/miniprogram/message/send'

describe('a traceparent', () => {
  test.each([
    ['of version 00', traceparent],
    ['of a later version, with more at its end', `cc-${traceId}-00f067aa0ba902b7-01-what-the-future-brings`],
    ['that we make ourselves', traceparentOf(traceId)],
  ])('%s is taken', (_what, header) => {
    expect(readTraceparent(header)).toMatchObject({ traceId, isRemote: true })
  })

  test.each([
    ['is missing', undefined],
    ['came twice', `${traceparent}, ${traceparent}`],
    ['has a version that must not be', `ff-${traceId}-00f067aa0ba902b7-01`],
    ['has more at its end than version 00 has', `${traceparent}-more`],
    ['names no trace', `00-${'0'.repeat(32)}-00f067aa0ba902b7-01`],
    ['names no span', `00-${traceId}-${'0'.repeat(16)}-01`],
    ['is in capitals', traceparent.toUpperCase()],
    ['is too short', `00-${traceId}-00f067aa0ba902b7`],
  ])('that %s is not', (_what, header) => {
    expect(readTraceparent(header)).toBeUndefined()
  })
})

/** A message posted with these headers. */
const post = (merchant: Merchant, subscriptionId: string, headers: Record<string, string>, more = {}) => {
  const templates = [{ language: 'en', templateParameters: { orderNo: '0042', storeName: 'Rice' } }]
  const payload = { requestId: randomUUID(), to: { subscriptionId }, templateCode, templates, ...more }
  return merchant.call({
    method: 'POST',
    url: '/v1/messages',
    payload,
    headers: { authorization, ...headers },
  })
}

describe('every answer', () => {
  let merchant: Merchant
  beforeAll(async () => (merchant = await Merchant.open()))
  afterAll(() => merchant.close())

  test.each([
    ['a page', { url: '/healthz' }, 200],
    ['an unknown path', { url: '/nothing' }, 404],
    ['a refusal', { url: '/metrics' }, 401],
    ['no JSON', { method: 'POST' as const, url: '/authorizations', payload: '{' }, 415],
  ])('names its trace, the caller’s or a new one: %s', async (_what, asked, status) => {
    const given = await merchant.app.inject({ ...asked, headers: { traceparent } })
    expect([given.statusCode, given.headers['trace-id']]).toEqual([status, traceId])
    const [one, two] = [await merchant.app.inject(asked), await merchant.app.inject(asked)]
    expect(one.headers['trace-id']).toMatch(/^[0-9a-f]{32}$/)
    expect(two.headers['trace-id']).not.toBe(one.headers['trace-id'])
  })

  test('lets pages on other origins read it', async () => {
    const headers = { origin: 'https://shop.example' }
    const answer = await merchant.app.inject({ url: '/templates', headers })
    expect(answer.headers['access-control-expose-headers']).toContain('trace-id')
  })
})

onBothStores((merchant) => {
  test('a message keeps the trace of its request, queued and finished', async () => {
    const subscriptionId = await merchant().subscribed()
    const { requestId } = (await post(merchant(), subscriptionId, { traceparent })).body
    expect(await merchant().message(requestId)).toMatchObject({ status: 'QUEUED', traceId })
    await merchant().sender.sendDue()
    expect(await merchant().message(requestId)).toMatchObject({ status: 'FINISHED', traceId })
    const found = await merchant().call({
      ...{ method: 'POST', url: '/v1/messages/search', headers: { authorization } },
      payload: { subscriptionId },
    })
    expect(found.body).toMatchObject({ messages: [{ requestId, traceId }] })
  })

  test('a message whose request named none has the one of its answer', async () => {
    const { body, headers } = await post(merchant(), await merchant().subscribed(), {})
    expect(await merchant().message(body.requestId)).toMatchObject({ traceId: headers['trace-id'] })
  })

  test('a message that was given up keeps it, too', async () => {
    const subscriptionId = await merchant().subscribed()
    merchant().stub.failNext(send, { kind: 'result', status: 'F', code: 'PROCESS_FAIL' })
    const { requestId } = (await post(merchant(), subscriptionId, { traceparent })).body
    await merchant().sender.sendDue()
    expect(await merchant().message(requestId)).toMatchObject({ outcome: 'REJECTED', traceId })
  })
})

test('every log line of a request and of its message names the trace', async () => {
  const lines: string[] = []
  const write = (chunk: Buffer, _encoding: string, done: () => void) => {
    lines.push(...chunk.toString().trim().split('\n'))
    done()
  }
  const merchant = await Merchant.open({ services: { log: pinoLog('debug', new Writable({ write })) } })
  const subscriptionId = await merchant.subscribed()
  await merchant.authorizations({ authCode: 'NoSuchCode' }, { headers: { traceparent } })
  await post(merchant, subscriptionId, { traceparent })
  await merchant.sender.sendDue()
  await merchant.close()
  const told = lines.map((line) => JSON.parse(line) as { event: string; traceId?: string })
  const ofTrace = told.filter((line) => line.traceId === traceId).map(({ event }) => event)
  expect(ofTrace.sort()).toEqual(['auth-code-not-exchanged', 'message-attempt', 'request', 'request'])
})

describe('with an SDK', () => {
  const exporter = new InMemorySpanExporter()
  const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] })
  let merchant: Merchant
  beforeAll(() => {
    trace.setGlobalTracerProvider(provider)
    context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable())
  })
  afterAll(async () => {
    trace.disable()
    context.disable()
    await provider.shutdown()
  })
  beforeEach(async () => {
    merchant = await Merchant.open()
    exporter.reset()
  })
  afterEach(() => merchant.close())

  const spans = () => exporter.getFinishedSpans()
  const named = (name: string) => spans().find((span) => span.name === name)!
  const idOf = (span: ReadableSpan) => span.spanContext().spanId

  test('a route is a span below its caller’s, and its calls of the platform are below it', async () => {
    const answer = await merchant.authorizations({}, { headers: { traceparent } })
    expect([answer.status, answer.headers['trace-id']]).toEqual([200, traceId])
    const route = named('POST /authorizations')
    expect(route.parentSpanContext?.spanId).toBe('00f067aa0ba902b7')
    expect(route.attributes).toMatchObject({ 'http.response.status_code': 200 })
    const call = named('POST /v2/authorizations/applyToken')
    expect(call.parentSpanContext?.spanId).toBe(idOf(route))
    expect(call.attributes).toMatchObject({ 'mini_message.outcome': 'SENT', 'mini_message.code': 'SUCCESS' })
  })

  test('an attempt is a span in the trace of its message, and its call of the platform is below it', async () => {
    await post(merchant, await merchant.subscribed(), { traceparent })
    merchant.stub.failNext(send, { kind: 'result', status: 'F', code: 'PROCESS_FAIL' })
    await merchant.sender.sendDue()
    const attempt = named('message attempt')
    expect(attempt.spanContext().traceId).toBe(traceId)
    expect(attempt.attributes).toMatchObject({ 'mini_message.attempt': 1, 'mini_message.end': 'REFUSED' })
    const call = named(`POST ${send}`)
    expect(call.parentSpanContext?.spanId).toBe(idOf(attempt))
    expect(call.attributes).toMatchObject({ 'mini_message.code': 'PROCESS_FAIL' })
  })

  test('a request without a traceparent is answered with the trace that its span began', async () => {
    const { headers } = await merchant.app.inject({ url: '/healthz' })
    expect(headers['trace-id']).toBe(named('GET /healthz').spanContext().traceId)
  })

  test('no header of a trace goes to the platform', async () => {
    const { body } = await merchant.authorizations(
      {},
      { headers: { traceparent, tracestate: 'a=1', baggage: 'b=1' } },
    )
    const agreed = await merchant.answer(body.sessionToken, 'AGREE')
    await post(merchant, agreed.body.subscriptions[0]!.subscriptionId, { traceparent })
    await merchant.sender.sendDue()
    expect(merchant.stub.calls.length).toBeGreaterThan(2)
    for (const { path, headers, body: sent } of merchant.stub.calls) {
      const ofTrace = Object.keys(headers).filter((name) => /trace|baggage|span|^b3$|^x-b3/.test(name))
      expect([path, ofTrace]).toEqual([path, []])
      expect(JSON.stringify(headers) + sent).not.toContain(traceId)
    }
  })

  test('no code, token, user or parameter stands in a span', async () => {
    const { body } = await merchant.authorizations({ authCode: merchant.stub.codeOf('user-1') })
    const agreed = await merchant.answer(body.sessionToken, 'AGREE')
    await post(merchant, agreed.body.subscriptions[0]!.subscriptionId, {}, { requestId: 'order-0042' })
    await merchant.sender.sendDue()
    const secrets = merchant.stub.calls.flatMap(({ fields }) =>
      ['authCode', 'accessToken', 'refreshToken'].flatMap((name) => (fields[name] ?? []) as string[]),
    )
    expect(secrets.length).toBeGreaterThan(2)
    const told = JSON.stringify(
      spans().map(({ name, attributes, events, status }) => [name, attributes, events, status]),
    )
    for (const secret of [...secrets, 'order-0042', 'user-1', 'Rice', apiKey, body.sessionToken])
      expect(told).not.toContain(secret)
  })
})
