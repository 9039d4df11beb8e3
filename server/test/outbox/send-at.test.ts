import { apiKey, oneTimeCode, withMerchant } from '../support/merchant.js'
import { onBothStores } from '../support/on-both-stores.js'

const send = '/v2/miniprogram/message/send'
const applyToken = '/v2/authorizations/applyToken'
const [hour, day] = [3_600_000, 86_400_000]

onBothStores((merchant) => {
  const scheduled = async (ms = 3 * hour, changed = {}): Promise<string> => {
    const sendAt = merchant().at(ms)
    const answer = await merchant().messages(await merchant().subscribed(), { sendAt, ...changed })
    expect(answer).toMatchObject({ status: 202, body: { status: 'QUEUED' } })
    return answer.body.requestId
  }
  const backlog = () => merchant().services.store.upkeep.backlog(Date.parse(merchant().at()))

  describe('a message with sendAt', () => {
    test('is sent at that time and not before, with a token that lives then', async () => {
      const sendAt = merchant().at(3 * hour)
      const requestId = await scheduled()
      expect(await merchant().message(requestId)).toMatchObject({ sendAt, nextAttemptAt: sendAt })
      merchant().advance(3 * hour - 1)
      expect(await merchant().sender.sendDue()).toBe(0)
      const refreshed = merchant().stub.callsOf(applyToken).length
      merchant().advance(1)
      expect(await merchant().sender.sendDue()).toBe(1)
      expect(merchant().stub.callsOf(applyToken)).toHaveLength(refreshed + 1)
      expect(await merchant().message(requestId)).toMatchObject({ outcome: 'SENT', sendAt })
    })

    test('is not sent to who has withdrawn meanwhile, also if they agree again', async () => {
      const requestId = await scheduled()
      await merchant().answer(await merchant().session(), 'REJECT')
      expect(await merchant().message(requestId)).toMatchObject({ outcome: 'PURGED', code: 'WITHDRAWN' })
      merchant().advance(hour)
      await merchant().subscribed()
      merchant().advance(2 * hour)
      expect(await merchant().sender.sendDue()).toBe(0)
      expect(merchant().stub.callsOf(send)).toEqual([])
    })

    test('waits for its user if the authorization is gone by then', async () => {
      const requestId = await scheduled(2 * day)
      merchant().advance(2 * day)
      merchant().stub.refuseRefreshTokens()
      expect(await merchant().sender.sendDue()).toBe(1)
      expect(await merchant().message(requestId)).toMatchObject({
        ...{ status: 'QUEUED', code: 'AUTHORIZATION_NEEDED' },
      })
      await merchant().subscribed()
      expect(await merchant().sender.sendDue()).toBe(1)
      expect(await merchant().message(requestId)).toMatchObject({ outcome: 'SENT' })
    })

    test('is not due because its user authorizes again', async () => {
      await scheduled()
      await merchant().subscribed()
      expect(await merchant().sender.sendDue()).toBe(0)
    })

    test('is sent at once where that time has passed', async () => {
      const requestId = await scheduled(-hour)
      expect(await merchant().sender.sendDue()).toBe(1)
      expect(await merchant().message(requestId)).toMatchObject({
        ...{ outcome: 'SENT', sendAt: merchant().at(-hour), expiresAt: merchant().at(72 * hour) },
      })
    })

    test('posted again after that time answers how it stands', async () => {
      const subscriptionId = await merchant().subscribed()
      const request = { requestId: 'order-1', sendAt: merchant().at(hour) }
      await merchant().messages(subscriptionId, request)
      merchant().advance(2 * hour)
      await merchant().sender.sendDue()
      expect(await merchant().messages(subscriptionId, request)).toMatchObject({
        ...{ status: 202, body: { status: 'FINISHED' } },
      })
      expect(await merchant().sender.sendDue()).toBe(0)
    })

    test('holds its ONE_TIME credit until it is sent, and gives it back where it is cancelled', async () => {
      const subscriptionId = await merchant().subscribed('user-1', oneTimeCode)
      const request = { templateCode: oneTimeCode, sendAt: merchant().at(hour) }
      const { body } = await merchant().messages(subscriptionId, request)
      expect(await merchant().messages(subscriptionId, { templateCode: oneTimeCode })).toMatchObject({
        ...{ status: 409, body: { error: { code: 'NOT_SUBSCRIBED' } } },
      })
      merchant().advance(1)
      const url = `/v1/messages/${body.requestId}`
      const headers = { authorization: `Bearer ${apiKey}` }
      expect(await merchant().call({ method: 'DELETE', url, headers })).toMatchObject({ status: 200 })
      const again = await merchant().messages(subscriptionId, { templateCode: oneTimeCode })
      expect(again).toMatchObject({ status: 202 })
    })

    test('is counted as scheduled, and as old only from that time on', async () => {
      await scheduled()
      expect(await backlog()).toMatchObject({ queued: 0, scheduled: 1, oldestAt: null })
      merchant().advance(4 * hour)
      const oldestAt = Date.parse(merchant().at(-hour))
      expect(await backlog()).toMatchObject({ queued: 1, scheduled: 0, oldestAt })
    })
  })

  describe('the time of a message with sendAt', () => {
    test('counts from there', async () => {
      const requestId = await scheduled(10 * day)
      expect(await merchant().message(requestId)).toMatchObject({
        expiresAt: merchant().at(10 * day + 72 * hour),
      })
    })

    test('may end 30 days later', async () => {
      const expiresAt = merchant().at(60 * day)
      const requestId = await scheduled(30 * day, { expiresAt })
      expect(await merchant().message(requestId)).toMatchObject({ expiresAt })
    })

    test('ends before it is sent where no sender was there in time', async () => {
      const requestId = await scheduled(hour, { expiresAt: merchant().at(hour + 1) })
      merchant().advance(hour + 1)
      expect(await merchant().sender.sendDue()).toBe(0)
      expect(await merchant().message(requestId)).toMatchObject({ outcome: 'EXPIRED', attempts: [] })
    })
  })
})

describe('what can’t be sent so is refused:', () => {
  const merchant = withMerchant()

  test.each([
    ['a sendAt in more than 30 days', 30 * day + 1, undefined, 'sendAt'],
    ['an expiresAt at sendAt', hour, hour, 'is not after sendAt'],
    ['an expiresAt before sendAt', hour, hour - 1, 'is not after sendAt'],
    ['an expiresAt more than 30 days after sendAt', hour, 30 * day + hour + 1, '30 days after sendAt'],
    ['an expiresAt that has passed, also with a sendAt that has', -hour, -1, 'has passed'],
  ])('%s', async (_what, sendAfter, expiresAfter, said) => {
    const subscriptionId = await merchant().subscribed()
    const refused = await merchant().messages(subscriptionId, {
      sendAt: merchant().at(sendAfter),
      ...(expiresAfter !== undefined && { expiresAt: merchant().at(expiresAfter) }),
    })
    expect(refused).toMatchObject({
      ...{
        status: 400,
        body: { error: { code: 'INVALID_REQUEST', message: expect.stringContaining(said) } },
      },
    })
    expect(await merchant().sender.sendDue()).toBe(0)
  })

  test('a sendAt without an offset', async () => {
    const refused = await merchant().messages(await merchant().subscribed(), {
      sendAt: '2026-11-20T05:00:00',
    })
    expect(refused).toMatchObject({
      ...{ status: 400, body: { error: { message: expect.stringContaining('body.sendAt') } } },
    })
  })
})
