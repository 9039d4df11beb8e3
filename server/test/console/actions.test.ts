import { Report } from '../../src/console/report.js'
import { eraseUser, exportUser } from '../../src/consent/erase.js'
import { Retention } from '../../src/consent/retention.js'
import type { AuditView, Overview, StoryAnswer } from '../../src/contract/console.js'
import { Sender } from '../../src/outbox/sender.js'
import { consoleAdminKey } from '../support/merchant.js'
import { onBothStores } from '../support/on-both-stores.js'

const send = '/v2/miniprogram/message/send'
const no = (code: string) => ({ kind: 'result', status: 'F', code }) as const
const person = { userId: 'user-1', customerBelongsTo: 'ALIPAY_CN' }
const [appId, customerBelongsTo] = ['P0000000000000010001', 'ALIPAY_CN']
const day = 86_400_000

onBothStores((merchant) => {
  const act = (requestId: string, action: 'resend' | 'cancel', key?: string) =>
    merchant().console(`/console/messages/${requestId}/${action}`, {}, key)
  const log = async () => (await merchant().console<AuditView>('/console/audit')).body.rows
  const story = async (requestId: string) =>
    (await merchant().console<StoryAnswer>(`/messages/${requestId}/story`)).body
  const overview = async () => (await merchant().console<Overview>('/console/overview?span=hour')).body

  async function deadLetter(requestId = 'm-1'): Promise<string> {
    merchant().stub.failNext(send, no('PARAM_ILLEGAL'))
    await merchant().messages(await merchant().subscribed(), { requestId })
    await merchant().sender.sendDue()
    return requestId
  }

  describe('an action', () => {
    test('sends a dead letter again, and stands in the log and in its story with the name of the key', async () => {
      await deadLetter()
      merchant().advance(1_000)
      expect(await act('m-1', 'resend')).toMatchObject({ status: 202, body: { status: 'QUEUED' } })
      await merchant().sender.sendDue()
      expect(await log()).toEqual([
        { at: merchant().at(), by: 'lin', action: 'RESEND', appId, requestId: 'm-1' },
      ])
      const { steps, answer } = await story('m-1')
      expect(answer).toMatchObject({ kind: 'SENT', attempts: 2 })
      expect(steps.map(({ kind }) => kind)).toEqual([
        ...['AGREED', 'ACCEPTED', 'ATTEMPT', 'RESEND', 'ATTEMPT', 'TOKEN_ENDS'],
      ])
      expect(steps[3]).toMatchObject({ by: 'lin' })
    })

    test('cancels a queued message', async () => {
      await merchant().messages(await merchant().subscribed(), { requestId: 'm-1' })
      expect(await act('m-1', 'cancel', consoleAdminKey)).toMatchObject({ status: 200 })
      expect(await merchant().sender.sendDue()).toBe(0)
      expect(await log()).toMatchObject([{ by: 'mei', action: 'CANCEL', requestId: 'm-1' }])
      expect((await story('m-1')).answer).toMatchObject({ kind: 'CANCELLED_BY', by: 'mei' })
    })

    test('that is refused stands in no log', async () => {
      await deadLetter()
      expect(await act('m-1', 'cancel')).toMatchObject({
        status: 409,
        body: { error: { code: 'MESSAGE_NOT_QUEUED' } },
      })
      expect(await act('m-9', 'resend')).toMatchObject({ status: 404 })
      await merchant().answer(await merchant().session(), 'REJECT')
      expect(await act('m-1', 'resend')).toMatchObject({
        status: 409,
        body: { error: { code: 'NOT_SUBSCRIBED' } },
      })
      expect(await log()).toEqual([])
    })

    test('what a system of the shop cancels is no line of the log', async () => {
      const { body } = await merchant().messages(await merchant().subscribed())
      await merchant().call({
        ...{ method: 'DELETE', url: `/v1/messages/${body.requestId}` },
        headers: { authorization: 'Bearer test-api-key-of-24-characters' },
      })
      expect(await log()).toEqual([])
      expect((await story(body.requestId)).answer).toMatchObject({ kind: 'CANCELLED' })
    })
  })

  describe('a breaker', () => {
    /** Five in a row without an answer stop the whole app. */
    async function stopApp(): Promise<void> {
      merchant().stub.failNext(
        send,
        ...Array.from({ length: 5 }, () => ({ kind: 'http', status: 502 }) as const),
      )
      for (let count = 0; count < 5; count += 1)
        await merchant().messages(await merchant().subscribed(`user-${count}`))
      await merchant().sender.sendDue()
    }
    const release = () => merchant().console('/console/breakers/release', { appId, customerBelongsTo })

    test('is released in every process that has stopped, and the log says by whom', async () => {
      const other = new Sender(merchant().services)
      const reports = [merchant().sender, other].map((sender) => new Report(merchant().services, sender))
      const report = async () => {
        for (const one of reports) await one.report()
      }
      await stopApp()
      await report()
      expect((await overview()).limits).toEqual([{ appId, customerBelongsTo, state: 'OPEN', processes: 1 }])
      await merchant().messages(await merchant().subscribed('user-9'), { requestId: 'm-9' })
      expect((await story('m-9')).answer).toMatchObject({ kind: 'STOPPED' })
      expect(await merchant().sender.sendDue()).toBe(0)
      expect(await release()).toMatchObject({ status: 202 })
      await report()
      expect((await overview()).limits).toEqual([])
      expect(await merchant().sender.sendDue()).toBe(1)
      expect(await log()).toEqual([
        { at: merchant().at(), by: 'lin', action: 'RELEASE_BREAKER', appId, customerBelongsTo },
      ])
    })

    test('that is not open can not be released', async () => {
      expect(await release()).toMatchObject({ status: 409, body: { error: { code: 'BREAKER_NOT_OPEN' } } })
      expect(await log()).toEqual([])
    })

    test('of a process that has ended is forgotten', async () => {
      const report = new Report(merchant().services, merchant().sender)
      await stopApp()
      await report.report()
      merchant().advance(91_000)
      expect((await overview()).limits).toEqual([])
      await report.stop()
      merchant().jump(-91_000)
      expect((await overview()).limits).toEqual([])
    })
  })

  describe('the audit log', () => {
    test('is in the export of a user whose message it names, without the name of who did it', async () => {
      await deadLetter()
      await act('m-1', 'resend')
      const { audit } = await exportUser(merchant().services, person)
      expect(audit).toEqual([{ at: Date.parse(merchant().at()), action: 'RESEND', appId, requestId: 'm-1' }])
      expect((await exportUser(merchant().services, { ...person, userId: 'user-2' })).audit).toEqual([])
    })

    test('no longer says whose message it was once the user is erased', async () => {
      await deadLetter()
      await act('m-1', 'resend')
      await eraseUser(merchant().services, person)
      expect(await log()).toEqual([{ at: merchant().at(), by: 'lin', action: 'RESEND', appId }])
      expect((await exportUser(merchant().services, person)).audit).toEqual([])
    })

    test('is kept as long as messages are', async () => {
      await deadLetter()
      await act('m-1', 'resend')
      const retention = new Retention(merchant().services, 30)
      merchant().advance(30 * day - 1)
      await retention.forget()
      expect(await log()).toHaveLength(1)
      merchant().advance(2)
      await retention.forget()
      expect(await log()).toEqual([])
    })

    test('comes page by page, newest first', async () => {
      const { store } = merchant().services
      for (let at = 1; at <= 60; at += 1)
        await store.audit.add({
          ...{ at, keyName: 'lin', action: 'CANCEL', appId, requestId: `m-${at}`, subject: null },
          ...{ customerBelongsTo: null, templateCode: null },
        })
      const page = async (query = '') => (await merchant().console<AuditView>(`/console/audit${query}`)).body
      const first = await page()
      expect([first.rows.length, first.rows[0]?.requestId]).toEqual([50, 'm-60'])
      const second = await page(`?before=${first.next}`)
      expect([second.rows.length, second.rows.at(-1)?.requestId, second.next]).toEqual([10, 'm-1', undefined])
    })
  })
})
