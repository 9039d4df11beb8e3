import { verify } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import type { FaultSpec } from '../../src/faults/faults.js'
import { refusalCodes, resultCodes } from '../../src/gateway/result-codes.js'
import { signedRequest } from '../support/merchant.js'
import { accessToken, message } from '../support/shop.js'
import { knownKeys, startTime, testSandbox } from '../support/test-sandbox.js'

const path = '/v2/miniprogram/message/send'

async function setUp(fault: FaultSpec) {
  const { app, sandbox } = testSandbox()
  const token = await accessToken(app, sandbox)
  sandbox.state.faults.add({ endpoint: path, ...fault })
  const request = signedRequest(path, message(token))
  const { uri: url, body: payload, headers } = request
  const send = () => app.inject({ method: 'POST', url, payload, headers })
  return { app, sandbox, request, send, delivered: () => sandbox.state.inbox.list().length }
}

type Response = Awaited<ReturnType<FastifyInstance['inject']>>

function isSignedByPlatform({ headers, body }: Response, uri: string): boolean {
  const text = `POST ${uri}\n${String(headers['client-id'])}.${String(headers['response-time'])}.${body}`
  const [, value = ''] = /signature=(.*)$/.exec(String(headers.signature)) ?? []
  const signature = Buffer.from(decodeURIComponent(value), 'base64')
  return verify('RSA-SHA256', Buffer.from(text), knownKeys.platform.publicKey, signature)
}

test.each<[string, FaultSpec, { resultCode: string; resultStatus: string }, number]>([
  ['unknown', { effect: 'unknown' }, { resultCode: 'UNKNOWN_EXCEPTION', resultStatus: 'U' }, 0],
  [
    'unknown although it was done',
    { effect: 'unknown', isApplied: true },
    { resultCode: 'UNKNOWN_EXCEPTION', resultStatus: 'U' },
    1,
  ],
  ['limit', { effect: 'limit' }, { resultCode: 'REQUEST_TRAFFIC_EXCEED_LIMIT', resultStatus: 'F' }, 0],
  [
    'limit as U',
    { effect: 'limit', resultStatus: 'U' },
    { resultCode: 'REQUEST_TRAFFIC_EXCEED_LIMIT', resultStatus: 'U' },
    0,
  ],
  [
    'any code by name',
    { effect: 'refuse', resultCode: 'MESSAGE_SEND_EXCEED_LIMIT' },
    { resultCode: 'MESSAGE_SEND_EXCEED_LIMIT', resultStatus: 'F' },
    0,
  ],
  ['refuse without a code', { effect: 'refuse' }, { resultCode: 'PROCESS_FAIL', resultStatus: 'F' }, 0],
])('%s is answered in the platform’s form, signed', async (_what, fault, result, delivered) => {
  const { send, request, delivered: messages } = await setUp(fault)
  const response = await send()
  expect(response.statusCode).toBe(200)
  expect(response.json()).toMatchObject({ result })
  expect(isSignedByPlatform(response, request.uri)).toBe(true)
  expect(messages()).toBe(delivered)
})

test.each(refusalCodes)(
  'every code can be had by a fault, with its documented status: %s',
  async (resultCode) => {
    const { send } = await setUp({ effect: 'refuse', resultCode })
    const resultStatus = resultCodes[resultCode].status
    expect((await send()).json()).toMatchObject({ result: { resultCode, resultStatus } })
  },
)

test('5xx is an unsigned HTTP error and nothing was done', async () => {
  const { send, delivered } = await setUp({ effect: '5xx', httpStatus: 502 })
  const response = await send()
  expect(response.statusCode).toBe(502)
  expect(response.headers.signature).toBeUndefined()
  expect(delivered()).toBe(0)
})

test('wrong-signature: the call is done, its answer does not verify', async () => {
  const { send, request, delivered } = await setUp({ effect: 'wrong-signature' })
  const response = await send()
  expect(response.headers.signature).toEqual(expect.any(String))
  expect(isSignedByPlatform(response, request.uri)).toBe(false)
  expect(delivered()).toBe(1)
})

test('unsigned: the call is done, its answer carries no signature', async () => {
  const { send, delivered } = await setUp({ effect: 'unsigned' })
  expect((await send()).headers.signature).toBeUndefined()
  expect(delivered()).toBe(1)
})

test('stale-time: the answer is truly signed and as old as asked for', async () => {
  const { send, request } = await setUp({ effect: 'stale-time', staleByMs: 600_000 })
  const response = await send()
  expect(isSignedByPlatform(response, request.uri)).toBe(true)
  expect(Date.parse(String(response.headers['response-time']))).toBe(startTime - 600_000)
})

test('duplicate-delivery puts one message into the inbox twice', async () => {
  const { send, sandbox } = await setUp({ effect: 'duplicate-delivery', count: 1 })
  const { messageId } = (await send()).json<{ messageId: string }>()
  expect(sandbox.state.inbox.list()).toMatchObject([{ messageId }, { messageId }])
})

test.each<[FaultSpec['effect'], number]>([
  ['cut', 0],
  ['answer-lost', 1],
])('%s ends the connection without an answer; messages delivered: %s', async (effect, done) => {
  const { app, request, delivered } = await setUp({ effect, count: 1 })
  const url = await app.listen({ host: '127.0.0.1', port: 0 })
  const { body, headers, uri } = request
  const send = () => fetch(`${url}${uri}`, { method: 'POST', body, headers })
  await expect(send()).rejects.toThrow('fetch failed')
  expect(delivered()).toBe(done)
  expect(await (await send()).json()).toMatchObject({ result: { resultCode: 'SUCCESS' } })
  expect(delivered()).toBe(1)
  await app.close()
})

test('a delayed answer is the true one, and stopping does not wait for it', async () => {
  const { app, request, delivered } = await setUp({ effect: 'delay', delayMs: 600_000 })
  const url = await app.listen({ host: '127.0.0.1', port: 0 })
  const { body, headers, uri } = request
  const answer = fetch(`${url}${uri}`, { method: 'POST', body, headers })
  answer.catch(() => undefined)
  while (delivered() === 0) await new Promise((turn) => setImmediate(turn))
  await app.close()
  await expect(answer).rejects.toThrow('fetch failed')
})

test('a short delay ends with the answer', async () => {
  const { send } = await setUp({ effect: 'delay', delayMs: 1 })
  expect((await send()).json()).toMatchObject({ result: { resultCode: 'SUCCESS' } })
})

test('the log names the faults, and what a held-back call was not', async () => {
  const { send, app } = await setUp({ effect: '5xx' })
  await send()
  const { requests } = (await app.inject({ url: '/_sandbox/requests' })).json()
  expect(requests[0]).toMatchObject({ faults: ['5xx'], resultCode: null, resultStatus: null, answer: null })
})

// Each is sent with the token of the first code, which the way of the message tells.
test.each<[string, FaultSpec, string, string, boolean]>([
  ['kept from the platform', { effect: '5xx', count: 1 }, '5xx', 'sendWithUserInfoToken', false],
  ['refused', { effect: 'limit', count: 1 }, 'REQUEST_TRAFFIC_EXCEED_LIMIT', 'sendWithUserInfoToken', false],
  [
    'done without an answer',
    { effect: 'answer-lost', count: 1 },
    'answer-lost sendWithUserInfoToken',
    'again',
    true,
  ],
])(
  'a send that was %s stands on the way of the message, beside the next try',
  async (_what, fault, detail, next, isGood) => {
    const { sandbox, send } = await setUp(fault)
    await send().catch(() => undefined)
    await send()
    const [message] = sandbox.state.inbox.traced()
    const sends = message?.path
      .filter(({ step }) => step === 'send')
      .map((step) => [step.detail, step.isGood])
    expect(sends).toEqual([
      [detail, isGood],
      [next, true],
    ])
  },
)
