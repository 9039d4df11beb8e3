import { randomUUID } from 'node:crypto'
import { StoreUnavailable } from '../../src/store/database.js'
import { apiKey, oneTimeCode, templateCode, withMerchant, type Merchant } from '../support/merchant.js'
import { onBothStores } from '../support/on-both-stores.js'

const message = (subscriptionId: string, changed: object = {}) => ({
  requestId: randomUUID(),
  to: { subscriptionId },
  templateCode,
  templates: [{ language: 'en', templateParameters: { orderNo: '0042', storeName: 'Yummy Chicken Rice' } }],
  ...changed,
})

interface BatchAnswer {
  status: number
  body: { requestId?: string; status?: string; error?: { code: string; message: string } }
}

const posted = async (merchant: Merchant, payload: object | string) => {
  const headers = { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' }
  const answer = await merchant.call({ method: 'POST', url: '/v1/messages/batch', headers, payload })
  return { ...answer, answers: (answer.body as unknown as { answers: BatchAnswer[] }).answers }
}
const post = (merchant: Merchant, messages: unknown[]) => posted(merchant, { messages })

onBothStores((merchant) => {
  test('each of a batch is answered in its place, as POST /v1/messages would; a bad one leaves the others alone', async () => {
    const mine = await merchant().subscribed('user-1')
    const theirs = await merchant().subscribed('user-2')
    await merchant().messages(mine, message(mine, { requestId: 'before' }))
    const batch = [
      message(mine, { requestId: 'a', reference: 'order-1' }),
      message(mine, { requestId: 'b', templates: [] }),
      message('sub_none', { requestId: 'c' }),
      message(mine, { requestId: 'before', reference: 'other' }),
      message(theirs, { requestId: 'd', sendAt: merchant().at(3_600_000) }),
      message(mine, { requestId: 'a', reference: 'order-1' }),
      message(mine, { requestId: 'a' }),
    ]
    const { status, answers } = await post(merchant(), batch)
    expect(status).toBe(200)
    expect(answers).toMatchObject([
      { status: 202, body: { requestId: 'a', status: 'QUEUED' } },
      { status: 400, body: { error: { code: 'INVALID_REQUEST' } } },
      { status: 404, body: { error: { code: 'SUBSCRIPTION_NOT_FOUND' } } },
      { status: 409, body: { error: { code: 'REQUEST_ID_REUSED' } } },
      { status: 202, body: { requestId: 'd', status: 'QUEUED' } },
      { status: 202, body: { requestId: 'a', status: 'QUEUED' } },
      { status: 409, body: { error: { code: 'REQUEST_ID_REUSED' } } },
    ])
    for (const [index, one] of batch.entries()) {
      const { status: single, body } = await merchant().messages('', one)
      expect(answers[index]).toEqual({ status: single, body })
    }
    expect(await merchant().sender.sendDue()).toBe(2)
    expect(await merchant().message('a')).toMatchObject({ outcome: 'SENT', reference: 'order-1' })
  })

  test('500 are accepted in one transaction, and posted again they are the same messages', async () => {
    const subscriptionId = await merchant().subscribed()
    const batch = Array.from({ length: 500 }, () => message(subscriptionId))
    const transactions = jest.spyOn(merchant().services.store, 'transaction')
    const first = await post(merchant(), batch)
    expect(transactions).toHaveBeenCalledTimes(1)
    expect(first.answers.map(({ body }) => body.requestId)).toEqual(batch.map(({ requestId }) => requestId))
    expect((await post(merchant(), batch)).answers).toEqual(first.answers)
    const backlog = await merchant().services.store.upkeep.backlog(Date.parse(merchant().at()))
    expect(backlog).toMatchObject({ queued: 500 })
  })

  test('a ONE_TIME consent allows one of a batch', async () => {
    const subscriptionId = await merchant().subscribed('user-1', oneTimeCode)
    const one = () => message(subscriptionId, { templateCode: oneTimeCode })
    const { answers } = await post(merchant(), [one(), one()])
    expect(answers).toMatchObject([
      { status: 202 },
      { status: 409, body: { error: { code: 'NOT_SUBSCRIBED' } } },
    ])
  })
})

describe('a batch', () => {
  const merchant = withMerchant()

  test.each([
    ['without messages', {}, 'messages'],
    ['of none', { messages: [] }, 'body.messages'],
    ['of 501', { messages: Array.from({ length: 501 }, () => ({})) }, '500'],
    ['with a misspelt field', { messages: [{}], message: [] }, 'additional properties'],
    ['that is a list', [{}], 'body must be object'],
  ])('%s is refused as a whole', async (_what, body, said) => {
    expect(await posted(merchant(), body)).toMatchObject({
      ...{
        status: 400,
        body: { error: { code: 'INVALID_REQUEST', message: expect.stringContaining(said) } },
      },
    })
  })

  test('may hold 1 MB, and no more', async () => {
    const ofLength = (length: number) => `{"messages":["${'x'.repeat(length - 17)}"]}`
    const fits = await posted(merchant(), ofLength(1024 * 1024))
    expect(fits).toMatchObject({ status: 200, answers: [{ status: 400 }] })
    expect(await posted(merchant(), ofLength(1024 * 1024 + 1))).toMatchObject({
      ...{ status: 413, body: { error: { code: 'BODY_TOO_LARGE' } } },
    })
  })

  test('of entries that are no messages names what each should be', async () => {
    const { answers } = await post(merchant(), [null, 'order', {}])
    expect(answers.map(({ body }) => body.error?.message)).toEqual([
      'body must be object',
      'body must be object',
      "body must have required property 'requestId'",
    ])
  })

  test('is answered once where the database is away', async () => {
    const subscriptionId = await merchant().subscribed()
    const away = () => Promise.reject(new StoreUnavailable('away'))
    jest.spyOn(merchant().services.store, 'transaction').mockImplementation(away)
    const { status, body, headers } = await post(merchant(), [
      message(subscriptionId),
      message(subscriptionId),
    ])
    expect([status, body.error.code, headers['retry-after']]).toEqual([503, 'UNAVAILABLE', '3'])
  })

  test('where one breaks here, it alone is answered 500', async () => {
    const subscriptionId = await merchant().subscribed()
    const { store } = merchant().services
    const begin = store.transaction.bind(store)
    jest.spyOn(store, 'transaction').mockImplementation((work) =>
      begin((tx) => {
        const insertAll: typeof tx.messages.insertAll = (all) =>
          all.some(({ requestId }) => requestId === 'broken')
            ? Promise.reject(new Error('broken'))
            : tx.messages.insertAll(all)
        return work({ ...tx, messages: { ...tx.messages, insertAll } })
      }),
    )
    const { answers } = await post(merchant(), [
      message(subscriptionId),
      message(subscriptionId, { requestId: 'broken' }),
      message(subscriptionId),
    ])
    expect(answers).toMatchObject([
      { status: 202 },
      { status: 500, body: { error: { code: 'INTERNAL' } } },
      { status: 202 },
    ])
  })
})
