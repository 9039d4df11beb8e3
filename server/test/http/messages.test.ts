import { randomUUID } from 'node:crypto'
import { oneTimeCode, templateCode, withMerchant } from '../support/merchant.js'

const merchant = withMerchant()
const error = (status: number, code: string, message?: string) => ({
  status,
  body: { error: { code, ...(message !== undefined && { message: expect.stringContaining(message) }) } },
})

test('a message is accepted for a user who agreed', async () => {
  const requestId = randomUUID()
  expect(await merchant().messages(await merchant().subscribed(), { requestId })).toMatchObject({
    status: 202,
    body: { requestId, status: 'QUEUED' },
  })
})

test('a user may be addressed by userId', async () => {
  await merchant().subscribed('user-1')
  const site = { appId: 'P0000000000000010001', customerBelongsTo: 'ALIPAY_CN' }
  const to = (userId: string) => merchant().messages('', { to: { userId, ...site } })
  expect(await to('user-1')).toMatchObject({ status: 202 })
  expect(await to('user-9')).toMatchObject(error(409, 'NOT_SUBSCRIBED'))
})

describe('nothing is sent without consent:', () => {
  test('before the user has answered', async () => {
    const { body } = await merchant().authorizations()
    expect(await merchant().messages(body.subscriptions[0]!.subscriptionId)).toMatchObject(
      error(409, 'NOT_SUBSCRIBED'),
    )
  })

  test('after a REJECT', async () => {
    const { body } = await merchant().answer(await merchant().session(), 'REJECT')
    const refused = await merchant().messages(body.subscriptions[0]!.subscriptionId)
    expect(refused).toMatchObject(error(409, 'NOT_SUBSCRIBED', 'does not want'))
    expect(await merchant().sender.sendDue()).toBe(0)
  })

  test('when the authorization is gone', async () => {
    const subscriptionId = await merchant().subscribed()
    merchant().advance(merchant().stub.tokenLifeMs + 86_400_001)
    expect(await merchant().messages(subscriptionId)).toMatchObject(error(409, 'AUTHORIZATION_NEEDED'))
  })
})

test('the same requestId again answers how that message stands; nothing is sent twice', async () => {
  const subscriptionId = await merchant().subscribed()
  const request = { requestId: 'order-0042' }
  await merchant().messages(subscriptionId, request)
  await merchant().sender.sendDue()
  expect(await merchant().messages(subscriptionId, request)).toMatchObject({
    status: 202,
    body: { status: 'FINISHED' },
  })
  expect(await merchant().sender.sendDue()).toBe(0)
  const other = {
    ...request,
    templates: [{ language: 'en', templateParameters: { orderNo: '1', storeName: 'X' } }],
  }
  expect(await merchant().messages(subscriptionId, other)).toMatchObject(error(409, 'REQUEST_ID_REUSED'))
})

test('a message has the reference that its caller gave it, and other messages may have the same', async () => {
  const subscriptionId = await merchant().subscribed()
  for (const requestId of ['ready', 'late'])
    expect(await merchant().messages(subscriptionId, { requestId, reference: '订单 0042/A' })).toMatchObject({
      status: 202,
    })
  await merchant().messages(subscriptionId, { requestId: 'other' })
  await merchant().sender.sendDue()
  for (const requestId of ['ready', 'late'])
    expect(await merchant().message(requestId)).toMatchObject({ outcome: 'SENT', reference: '订单 0042/A' })
  expect(await merchant().message('other')).not.toHaveProperty('reference')
})

test('a reference is a part of the request: with another one it is another message', async () => {
  const subscriptionId = await merchant().subscribed()
  const request = { requestId: 'order-0042', reference: 'a' }
  await merchant().messages(subscriptionId, request)
  expect(await merchant().messages(subscriptionId, request)).toMatchObject({ status: 202 })
  const changed = await merchant().messages(subscriptionId, { ...request, reference: 'b' })
  expect(changed).toMatchObject(error(409, 'REQUEST_ID_REUSED'))
})

test('ten at once with one requestId are one message', async () => {
  const subscriptionId = await merchant().subscribed()
  const all = await Promise.all(
    Array.from({ length: 10 }, () => merchant().messages(subscriptionId, { requestId: 'one' })),
  )
  expect(all.map(({ status }) => status)).toEqual(Array(10).fill(202))
  expect(await merchant().sender.sendDue()).toBe(1)
})

describe('what can’t be sent is refused:', () => {
  const withMore = [
    { language: 'en', templateParameters: { orderNo: '1', storeName: 'X', dish: 'chicken rice' } },
  ]
  const lacking = [{ language: 'en', templateParameters: { orderNo: '1' } }]
  test.each([
    [
      'an unknown subscription',
      { to: { subscriptionId: 'sub_x' } },
      404,
      'SUBSCRIPTION_NOT_FOUND',
      'subscriptionId',
    ],
    ['an unknown template', { templateCode: 'T9' }, 404, 'TEMPLATE_NOT_FOUND', 'T9'],
    ['another template', { templateCode: oneTimeCode }, 422, 'TEMPLATE_MISMATCH', templateCode],
    ['a missing variable', { templates: lacking }, 422, 'MISSING_VARIABLE', 'storeName'],
    ['an unknown variable', { templates: withMore }, 422, 'UNKNOWN_VARIABLE', '"dish"'],
    ['no language', { templates: [] }, 400, 'INVALID_REQUEST', 'body.templates'],
    [
      'a number as value',
      { templates: [{ language: 'en', templateParameters: { a: 1 } }] },
      400,
      'INVALID_REQUEST',
      'templateParameters.a',
    ],
    ['a requestId of 65 characters', { requestId: 'x'.repeat(65) }, 400, 'INVALID_REQUEST', 'body.requestId'],
    ['an empty reference', { reference: '' }, 400, 'INVALID_REQUEST', 'body.reference'],
    ['a reference of 65 characters', { reference: 'x'.repeat(65) }, 400, 'INVALID_REQUEST', 'body.reference'],
    ['a reference of two lines', { reference: 'a\nb' }, 400, 'INVALID_REQUEST', 'body.reference'],
    ['a misspelt field', { templateCodes: [] }, 400, 'INVALID_REQUEST', 'additional properties'],
  ])('%s', async (_case, changed, status, code, message) => {
    const subscriptionId = await merchant().subscribed()
    expect(await merchant().messages(subscriptionId, changed)).toMatchObject(error(status, code, message))
    expect(await merchant().sender.sendDue()).toBe(0)
  })
})

test.each([undefined, 'Bearer wrong', 'Bearer ', 'test-api-key-of-24-characters'])(
  'without an API key (%j) nothing is accepted and nothing is told',
  async (authorization) => {
    const headers = authorization === undefined ? {} : { authorization }
    const url = '/v1/messages'
    expect(await merchant().call({ method: 'POST', url, headers, payload: {} })).toMatchObject(
      error(401, 'API_KEY_REQUIRED'),
    )
    expect(await merchant().call({ method: 'GET', url: `${url}/x`, headers })).toMatchObject(
      error(401, 'API_KEY_REQUIRED'),
    )
  },
)

test('a session token is not an API key', async () => {
  const authorization = `Bearer ${await merchant().session()}`
  const options = { method: 'GET', url: '/v1/messages/x', headers: { authorization } } as const
  expect(await merchant().call(options)).toMatchObject(error(401, 'API_KEY_REQUIRED'))
})

test('an unknown message is 404', async () => {
  expect((await merchant().message('nothing')).error.code).toBe('MESSAGE_NOT_FOUND')
})
