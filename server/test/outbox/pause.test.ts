import { verifyLedger } from '../../src/commands/verify-ledger.js'
import { noticeRestore, pauseSending, resumeSending } from '../../src/outbox/pause.js'
import { resendDeadLetter } from '../../src/outbox/messages.js'
import type { EventLog } from '../../src/runtime.js'
import { ledgerKeys } from '../support/builders.js'
import { adminKey, apiKey, Merchant } from '../support/merchant.js'
import { onBothStores } from '../support/on-both-stores.js'

onBothStores((merchant) => {
  const pause = () => pauseSending(merchant().services)
  const resume = (options = {}) => resumeSending(merchant().services, options)

  test('a database that was restored sends nothing until somebody has said so', async () => {
    const { requestId } = (await merchant().messages(await merchant().subscribed())).body
    await pause()
    expect(await merchant().sender.sendDue()).toBe(0)
    expect(await merchant().message(requestId)).toMatchObject({ status: 'QUEUED', attempts: [] })
    expect(await resume()).toEqual({ givenUp: 0 })
    expect(await merchant().sender.sendDue()).toBe(1)
    expect(await merchant().message(requestId)).toMatchObject({ outcome: 'SENT' })
    expect(await resume()).toBeUndefined()
  })

  test('meanwhile messages are accepted, and metrics say that nothing is sent', async () => {
    await pause()
    expect(await merchant().messages(await merchant().subscribed())).toMatchObject({ status: 202 })
    const headers = { authorization: `Bearer ${apiKey}` }
    const { body } = await merchant().app.inject({ url: '/metrics', headers })
    expect(body).toContain('mini_message_sending_paused 1\n')
  })

  test('meanwhile users withdraw and are erased, and messages expire', async () => {
    const session = await merchant().session()
    await merchant().answer(session, 'AGREE')
    const ofErased = await merchant().subscribed('user-2')
    const late = await merchant().messages(ofErased, { expiresAt: merchant().at(60_000) })
    await pause()
    expect(await merchant().answer(session, 'REJECT')).toMatchObject({
      body: { subscriptions: [{ type: 'REJECT' }] },
    })
    merchant().advance(61_000)
    expect(await merchant().sender.sendDue()).toBe(0)
    expect(await merchant().message(late.body.requestId)).toMatchObject({ status: 'FINISHED' })
    const url = '/v1/users/user-2?customerBelongsTo=ALIPAY_CN'
    const headers = { authorization: `Bearer ${adminKey}` }
    // 202 on PostgreSQL: what is left of the rows is cleared later.
    const { status } = await merchant().call({ method: 'DELETE', url, headers })
    expect([200, 202]).toContain(status)
    const { chains } = await verifyLedger(merchant().services.store.ledger, ledgerKeys)
    expect(chains.map(({ broken }) => broken)).toEqual([undefined])
  })

  test('what was queued in the copy counts as perhaps sent, what is accepted later does not', async () => {
    const subscriptionId = await merchant().subscribed()
    const inCopy = await merchant().messages(subscriptionId)
    await pause()
    merchant().advance(1)
    const later = await merchant().messages(subscriptionId)
    await merchant().answer(await merchant().session(), 'REJECT')
    expect(await merchant().message(inCopy.body.requestId)).toMatchObject({
      ...{ outcome: 'UNKNOWN', unknownCode: 'RESTORED' },
    })
    expect(await merchant().message(later.body.requestId)).toMatchObject({ outcome: 'PURGED' })
  })

  test('what was queued in the copy can be given up, to be sent again one by one', async () => {
    const subscriptionId = await merchant().subscribed()
    const inCopy = await merchant().messages(subscriptionId)
    await pause()
    merchant().advance(1)
    const later = await merchant().messages(subscriptionId)
    expect(await resume({ giveUp: true })).toEqual({ givenUp: 1 })
    expect(await merchant().sender.sendDue()).toBe(1)
    const { requestId } = inCopy.body
    expect(await merchant().message(requestId)).toMatchObject({ outcome: 'UNKNOWN', code: 'RESTORED' })
    expect(await merchant().message(later.body.requestId)).toMatchObject({ outcome: 'SENT' })
    await resendDeadLetter(merchant().services, { requestId })
    expect(await merchant().sender.sendDue()).toBe(1)
    expect(await merchant().message(requestId)).toMatchObject({ outcome: 'SENT' })
  })

  test('a start tells the log, and a start on an ordinary database pauses nothing', async () => {
    const lines: unknown[][] = []
    const log: EventLog = (...line) => lines.push(line)
    const start = () => noticeRestore({ ...merchant().services, log })
    await start()
    await start()
    expect(lines).toEqual([])
    await pause()
    await start()
    const remedy = expect.stringContaining('resume-sending') as string
    expect(lines).toEqual([['error', 'sending-paused', { detail: expect.any(String), remedy }]])
  })
})

test('it is ready all the same, and says that nothing is sent and what to do', async () => {
  const merchant = await Merchant.open()
  const readyz = async () => (await merchant.app.inject({ url: '/readyz' })).json<unknown>()
  expect(await readyz()).toEqual({ status: 'ok' })
  await pauseSending(merchant.services)
  expect(await readyz()).toEqual({
    ...{ status: 'ok', sending: 'PAUSED' },
    detail: expect.stringMatching(
      /^nothing is sent since 2026-.*restored.* mini-message-server resume-sending$/,
    ),
  })
  await merchant.close()
})
