import { slotEndsMs, timeOfShare } from '../../src/console/counters.js'
import { Report } from '../../src/console/report.js'
import { Retention } from '../../src/consent/retention.js'
import type { Overview, Span } from '../../src/contract/console.js'
import type { Merchant } from '../support/merchant.js'
import { onBothStores } from '../support/on-both-stores.js'

const send = '/v2/miniprogram/message/send'
const [minute, hour, day] = [60_000, 3_600_000, 86_400_000]
const no = (code: string) => ({ kind: 'result', status: 'F', code }) as const

async function overview(merchant: Merchant, span: Span = 'hour'): Promise<Overview> {
  return (await merchant.console<Overview>(`/console/overview?span=${span}`)).body
}
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)

onBothStores((merchant) => {
  let report: Report
  beforeEach(() => {
    report = new Report(merchant().services, merchant().sender)
  })

  /** One that is sent so long after it was accepted. */
  async function sent(userId: string, afterMs = 0): Promise<void> {
    await merchant().messages(await merchant().subscribed(userId))
    merchant().advance(afterMs)
    await merchant().sender.sendDue()
  }

  test('what finishes is counted by its minute, outcome and code, when the report is written', async () => {
    merchant().stub.failNext(send, no('PARAM_ILLEGAL'))
    await sent('user-1')
    await sent('user-2', 400)
    merchant().advance(2 * minute)
    await sent('user-3', 400)
    expect((await overview(merchant())).total).toMatchObject({ SENT: 0 })
    await report.report()
    const { series, total, codes, stepMs } = await overview(merchant())
    expect(total).toMatchObject({ SENT: 2, REJECTED: 1, UNKNOWN: 0, PURGED: 0, EXPIRED: 0 })
    expect([series.at.length, stepMs]).toEqual([60, minute])
    expect(series.SENT.slice(-3)).toEqual([1, 0, 1])
    expect(series.REJECTED.slice(-3)).toEqual([1, 0, 0])
    expect(codes).toEqual([{ outcome: 'REJECTED', code: 'PARAM_ILLEGAL', messages: 1 }])
  })

  test('the time to deliver counts from when it was accepted, or from its sendAt', async () => {
    await merchant().messages(await merchant().subscribed('user-1'), { sendAt: merchant().at(hour) })
    merchant().advance(hour)
    await sent('user-2', 4_000)
    await report.report()
    const { total, series } = await overview(merchant())
    // Both took four seconds: they are counted between three and five.
    expect([total.p50Ms, total.p95Ms]).toEqual([4_000, 4_900])
    expect(series.p50Ms.filter((one) => one !== null)).toEqual([4_000])
  })

  test('withdrawals, cancelled and expired messages are counted as well', async () => {
    const subscriptionId = await merchant().subscribed('user-1')
    await merchant().messages(subscriptionId)
    await merchant().answer(await merchant().session('user-1'), 'REJECT')
    const { body } = await merchant().messages(await merchant().subscribed('user-2'))
    await merchant().console(`/console/messages/${body.requestId}/cancel`, {})
    await merchant().messages(await merchant().subscribed('user-3'), { expiresAt: merchant().at(minute) })
    merchant().advance(2 * minute)
    await merchant().sender.sendDue()
    await report.report()
    const { total, codes } = await overview(merchant())
    expect(total).toMatchObject({ SENT: 0, PURGED: 2, EXPIRED: 1 })
    expect(codes.map(({ code }) => code)).toEqual(['CANCELLED', 'EXPIRED', 'WITHDRAWN'])
  })

  test('what was undone with its transaction is not counted', async () => {
    const { store } = merchant().services
    const { body } = await merchant().messages(await merchant().subscribed())
    const message = { appId: 'P0000000000000010001', requestId: body.requestId }
    await expect(
      store.transaction(async (tx) => {
        await tx.messages.cancel(message, Date.parse(merchant().at()))
        throw new Error('undone')
      }),
    ).rejects.toThrow('undone')
    await report.report()
    expect((await overview(merchant())).total).toMatchObject({ PURGED: 0 })
  })

  test('several processes count into one row each minute', async () => {
    const other = new Report(merchant().services, merchant().sender)
    await sent('user-1')
    await report.report()
    await other.report()
    await report.report()
    // Both heard of it, since they share this store.
    expect((await overview(merchant())).total).toMatchObject({ SENT: 2 })
  })

  test('a day has ten-minute steps and a month six-hour steps, from counts by hour', async () => {
    await sent('user-1')
    merchant().advance(3 * hour)
    await sent('user-2')
    await report.report()
    const [ofDay, ofMonth] = [await overview(merchant(), 'day'), await overview(merchant(), 'month')]
    expect([ofDay.stepMs, ofDay.series.at.length, sum(ofDay.series.SENT)]).toEqual([10 * minute, 144, 2])
    expect([ofMonth.stepMs, ofMonth.series.at.length, sum(ofMonth.series.SENT)]).toEqual([6 * hour, 120, 2])
    expect(sum((await overview(merchant(), 'hour')).series.SENT)).toBe(1)
  })

  test('counts by minute are kept for two days, those by hour for two months, whatever RETENTION_DAYS says', async () => {
    await sent('user-1')
    await report.report()
    const retention = new Retention(merchant().services, 1_000)
    const rows = async (spanMs: number) =>
      sum(
        (await merchant().services.store.counts.series({ spanMs, from: 0, stepMs: hour })).map(
          (one) => one.messages,
        ),
      )
    await retention.tidy()
    expect([await rows(minute), await rows(hour)]).toEqual([1, 1])
    merchant().advance(2 * day + hour)
    await retention.tidy()
    expect([await rows(minute), await rows(hour)]).toEqual([0, 1])
    merchant().advance(60 * day)
    await retention.tidy()
    expect([await rows(minute), await rows(hour)]).toEqual([0, 0])
  })

  test('the backlog is that of now, with the age of the oldest', async () => {
    await merchant().messages(await merchant().subscribed('user-1'))
    await merchant().messages(await merchant().subscribed('user-2'), { sendAt: merchant().at(hour) })
    merchant().advance(7_000)
    expect((await overview(merchant())).backlog).toEqual({
      ...{ queued: 1, waiting: 0, scheduled: 1, sending: 0, oldestAt: merchant().at(-7_000) },
    })
  })
})

describe('the time of a share, from slots', () => {
  const slot = (ms: number) => slotEndsMs.findIndex((end) => ms <= end)

  test('lies within its slot, as far as the share reaches into it', () => {
    const counted = [
      { slot: slot(40), messages: 50 },
      { slot: slot(4_000), messages: 50 },
    ]
    expect(timeOfShare(counted, 0.5)).toBe(50)
    expect(timeOfShare(counted, 0.75)).toBe(4_000)
    expect(timeOfShare(counted, 1)).toBe(5_000)
  })

  test('of none there is none, and what took longest is not guessed', () => {
    expect(timeOfShare([], 0.5)).toBeUndefined()
    expect(timeOfShare([{ slot: slotEndsMs.length, messages: 1 }], 0.95)).toBe(slotEndsMs.at(-1))
  })
})
