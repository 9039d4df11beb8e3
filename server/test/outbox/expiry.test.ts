import { Apps } from '../../src/apps.js'
import { resendDeadLetter } from '../../src/outbox/messages.js'
import { appsFile } from '../support/apps-file.js'
import { apiKey, oneTimeCode, withMerchant } from '../support/merchant.js'

const merchant = withMerchant()
const send = '/v2/miniprogram/message/send'
const applyToken = '/v2/authorizations/applyToken'
const [minute, hour] = [60_000, 3_600_000]

/** A message to a user whose token the platform no longer refreshes; the first attempt finds out. */
async function unauthorized(changed = {}): Promise<string> {
  const { body } = await merchant().messages(await merchant().subscribed(), changed)
  merchant().advance(merchant().stub.tokenLifeMs)
  merchant().stub.failNext(applyToken, { kind: 'result', status: 'F', code: 'USED_REFRESH_TOKEN' })
  expect(await merchant().sender.sendDue()).toBe(1)
  return body.requestId
}

const authorizeAgain = async () =>
  merchant().subscriptions(await merchant().session(), {
    answers: [],
    authCode: merchant().stub.codeOf('user-1'),
  })

describe('a message whose token is gone', () => {
  test('is not tried again until the user authorizes again, and then at once', async () => {
    const requestId = await unauthorized()
    for (let minutes = 0; minutes < 60; minutes += 1) {
      merchant().advance(minute)
      expect(await merchant().sender.sendDue()).toBe(0)
    }
    const waiting = await merchant().message(requestId)
    expect(waiting).toMatchObject({ status: 'QUEUED', code: 'AUTHORIZATION_NEEDED' })
    expect(waiting).not.toHaveProperty('nextAttemptAt')
    await authorizeAgain()
    expect(await merchant().sender.sendDue()).toBe(1)
    expect(await merchant().message(requestId)).toMatchObject({ outcome: 'SENT', attempts: [{}, {}] })
  })

  test('is tried again when the authorization came while the attempt ended', async () => {
    const { body } = await merchant().messages(await merchant().subscribed())
    merchant().advance(merchant().stub.tokenLifeMs)
    merchant().stub.failNext(applyToken, { kind: 'result', status: 'F', code: 'USED_REFRESH_TOKEN' })
    const { tokens } = merchant().services.store
    const deleteVersion = tokens.deleteVersion.bind(tokens)
    jest.spyOn(tokens, 'deleteVersion').mockImplementationOnce(async (...given) => {
      const isDeleted = await deleteVersion(...given)
      await authorizeAgain()
      return isDeleted
    })
    await merchant().sender.sendDue()
    expect(await merchant().message(body.requestId)).toMatchObject({ code: 'AUTHORIZATION_NEEDED' })
    await merchant().sender.sendDue()
    expect(await merchant().message(body.requestId)).toMatchObject({ outcome: 'SENT' })
  })

  test('or was replaced while it was refreshed is tried again in a second', async () => {
    const { body } = await merchant().messages(await merchant().subscribed())
    merchant().advance(merchant().stub.tokenLifeMs)
    let go = () => {}
    const until = new Promise<void>((resolve) => (go = resolve))
    merchant().stub.failNext(applyToken, { kind: 'wait', until })
    const asked = merchant().stub.callsOf(applyToken).length
    const sending = merchant().sender.sendDue()
    while (merchant().stub.callsOf(applyToken).length === asked)
      await new Promise((resolve) => setImmediate(resolve))
    await authorizeAgain()
    merchant().stub.refuseRefreshTokens()
    go()
    await sending
    expect(await merchant().message(body.requestId)).toMatchObject({ code: 'TOKEN_REPLACED' })
    merchant().advance(1_000)
    await merchant().sender.sendDue()
    expect(await merchant().message(body.requestId)).toMatchObject({ outcome: 'SENT' })
  })

  test('leaves alone what waits for another reason', async () => {
    const { body } = await merchant().messages(await merchant().subscribed())
    merchant().stub.failNext(send, { kind: 'answer-lost' })
    await merchant().sender.sendDue()
    await authorizeAgain()
    expect(await merchant().sender.sendDue()).toBe(0)
    expect(await merchant().message(body.requestId)).toMatchObject({ status: 'QUEUED' })
  })

  test('counts as waiting, and not as the oldest that nobody sends', async () => {
    await unauthorized()
    expect(await merchant().services.store.upkeep.backlog(Date.parse(merchant().at()))).toMatchObject({
      ...{ queued: 0, waiting: 1, scheduled: 0, sending: 0, oldestAt: null },
    })
  })
})

describe('what can’t be sent in time', () => {
  test('ends as EXPIRED, and is never sent afterwards', async () => {
    const requestId = await unauthorized({ expiresAt: merchant().at(2 * hour) })
    expect(await merchant().message(requestId)).toMatchObject({ expiresAt: merchant().at(hour) })
    merchant().advance(hour)
    await merchant().sender.sendDue()
    expect(await merchant().message(requestId)).toMatchObject({
      ...{ status: 'FINISHED', outcome: 'EXPIRED', code: 'EXPIRED', attempts: [{}] },
    })
    await authorizeAgain()
    expect(await merchant().sender.sendDue()).toBe(0)
    expect(merchant().stub.callsOf(send)).toEqual([])
    await expect(resendDeadLetter(merchant().services, { requestId })).rejects.toMatchObject({
      code: 'MESSAGE_NOT_DEAD',
    })
  })

  test('ends as UNKNOWN if it may have arrived, and can’t be sent again either', async () => {
    const { body } = await merchant().messages(await merchant().subscribed(), {
      expiresAt: merchant().at(1_000),
    })
    merchant().stub.failNext(send, { kind: 'answer-lost' })
    await merchant().sender.sendDue()
    merchant().advance(1_000)
    await merchant().sender.sendDue()
    expect(await merchant().message(body.requestId)).toMatchObject({
      ...{ outcome: 'UNKNOWN', code: 'EXPIRED', unknownCode: 'NETWORK' },
    })
    await expect(resendDeadLetter(merchant().services, body)).rejects.toMatchObject({
      code: 'MESSAGE_NOT_DEAD',
    })
    expect(merchant().stub.callsOf(send)).toHaveLength(1)
  })

  test('ends also while a breaker stops its app', async () => {
    const subscriptionId = await merchant().subscribed()
    for (let count = 0; count < 3; count += 1) await merchant().messages(subscriptionId)
    merchant().stub.failNext(send, ...Array(3).fill({ kind: 'wrong-signature' } as const))
    await merchant().sender.sendDue()
    const { body } = await merchant().messages(subscriptionId, { expiresAt: merchant().at(1_000) })
    merchant().advance(1_000)
    expect(await merchant().sender.sendDue()).toBe(0)
    expect(await merchant().message(body.requestId)).toMatchObject({ outcome: 'EXPIRED' })
  })

  test('whose sender died is not sent by the one that takes it over', async () => {
    const { body } = await merchant().messages(await merchant().subscribed(), {
      expiresAt: merchant().at(1_000),
    })
    const now = merchant().services.clock.now()
    const app = merchant().services.apps.sites()[0]!
    const held = { owner: 'died', app, limit: 1, now, leaseUntil: now + 500 }
    expect(await merchant().services.store.messages.claimDue(held)).toHaveLength(1)
    merchant().advance(1_000)
    await merchant().sender.sendDue()
    expect(await merchant().message(body.requestId)).toMatchObject({ outcome: 'UNKNOWN', code: 'EXPIRED' })
    expect(merchant().stub.callsOf(send)).toEqual([])
  })

  test('is counted for its app, whether it waited or was being sent; what may have arrived is not', async () => {
    const counted = async () => {
      const headers = { authorization: `Bearer ${apiKey}` }
      const { body } = await merchant().app.inject({ url: '/metrics', headers })
      return /mini_message_expired_total\{app="P0000000000000010001"\} (\d+)/.exec(body)?.[1]
    }
    const subscriptionId = await merchant().subscribed()
    const hasty = () => merchant().messages(subscriptionId, { expiresAt: merchant().at(1_000) })
    expect(await counted()).toBe('0')
    await hasty()
    merchant().advance(1_000)
    await merchant().sender.sendDue()
    expect(await counted()).toBe('1')
    await hasty()
    const tooFast = { kind: 'result', status: 'F', code: 'REQUEST_TRAFFIC_EXCEED_LIMIT' } as const
    merchant().stub.failNext(send, {
      ...tooFast,
      until: new Promise<void>((resolve) => {
        setImmediate(() => {
          merchant().advance(1_000)
          resolve()
        })
      }),
    })
    await merchant().sender.sendDue()
    expect(await counted()).toBe('2')
    merchant().advance(60_000)
    await hasty()
    merchant().stub.failNext(send, { kind: 'answer-lost' })
    await merchant().sender.sendDue()
    merchant().advance(1_000)
    await merchant().sender.sendDue()
    expect(await counted()).toBe('2')
  })

  test('gives its ONE_TIME credit back, unless it may have arrived', async () => {
    const creditsAfter = async (user: string) => {
      const subscriptionId = await merchant().subscribed(user, oneTimeCode)
      const expiresAt = merchant().at(1_000)
      await merchant().messages(subscriptionId, { templateCode: oneTimeCode, expiresAt })
      if (user === 'lost') {
        merchant().stub.failNext(send, { kind: 'answer-lost' })
        await merchant().sender.sendDue()
      }
      merchant().advance(1_000)
      await merchant().sender.sendDue()
      return (await merchant().services.store.subscriptions.find(subscriptionId))?.credits
    }
    expect(await creditsAfter('never-left')).toBe(1)
    expect(await creditsAfter('lost')).toBe(0)
  })
})

describe('a message expires', () => {
  const [app] = appsFile
  const templates = app!.templates.map((template) => ({ ...template, expiresAfter: 90 }))
  const hasty = withMerchant({ services: { apps: new Apps([{ ...app!, templates }]) } })

  test('after 72 hours where nobody says otherwise', async () => {
    const { body } = await merchant().messages(await merchant().subscribed())
    expect(await merchant().message(body.requestId)).toMatchObject({ expiresAt: merchant().at(72 * hour) })
  })

  test('after the template’s expiresAfter, and expiresAt of the message wins over it', async () => {
    const own = hasty()
    const subscriptionId = await own.subscribed()
    const expiresAt = own.at(30_000)
    const [one, other] = [
      await own.messages(subscriptionId),
      await own.messages(subscriptionId, { expiresAt }),
    ]
    expect(await own.message(one.body.requestId)).toMatchObject({ expiresAt: own.at(90_000) })
    expect(await own.message(other.body.requestId)).toMatchObject({ expiresAt })
  })

  test.each([
    ['in the past', '2026-11-20T03:59:59Z', 'expiresAt'],
    ['without an offset', '2026-11-20T05:00:00', 'expiresAt'],
    ['in more than 30 days', '2027-01-01T00:00:00Z', '30 days'],
  ])('never %s', async (_when, expiresAt, said) => {
    const refused = await merchant().messages(await merchant().subscribed(), { expiresAt })
    expect(refused).toMatchObject({
      ...{
        status: 400,
        body: { error: { code: 'INVALID_REQUEST', message: expect.stringContaining(said) } },
      },
    })
  })

  test('and the same request after that answers how it ended', async () => {
    const subscriptionId = await merchant().subscribed()
    const request = { requestId: 'order-1', expiresAt: merchant().at(1_000) }
    await merchant().messages(subscriptionId, request)
    merchant().advance(1_000)
    await merchant().sender.sendDue()
    expect(await merchant().messages(subscriptionId, request)).toMatchObject({ status: 202 })
    expect(await merchant().message('order-1')).toMatchObject({ outcome: 'EXPIRED' })
  })
})
