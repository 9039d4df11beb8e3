import { listDeadLetters, resendDeadLetter } from '../../src/outbox/messages.js'
import { defaultExpiresAfterMs } from '../../src/outbox/policy.js'
import { oneTimeCode, withMerchant } from '../support/merchant.js'

const merchant = withMerchant()
const send = '/v2/miniprogram/message/send'
const resend = (requestId: string) => resendDeadLetter(merchant().services, { requestId })
const no = (code: string) => ({ kind: 'result', status: 'F', code }) as const

/** A message that the platform refused. */
async function rejected(
  code = undefined as string | undefined,
): Promise<{ requestId: string; subscriptionId: string }> {
  const subscriptionId = await merchant().subscribed('user-1', code)
  const { body } = await merchant().messages(subscriptionId, code === undefined ? {} : { templateCode: code })
  merchant().stub.failNext(send, no('PARAM_ILLEGAL'))
  merchant().advance(1)
  await merchant().sender.sendDue()
  return { requestId: body.requestId, subscriptionId }
}

test('what was given up is listed, and sent again with the same requestId and bytes', async () => {
  const { requestId } = await rejected()
  expect(await listDeadLetters(merchant().services)).toMatchObject([{ requestId, code: 'PARAM_ILLEGAL' }])
  await resend(requestId)
  await merchant().sender.sendDue()
  const [first, second] = merchant().stub.callsOf(send)
  expect(second?.body).toBe(first?.body)
  expect(await merchant().message(requestId)).toMatchObject({
    outcome: 'SENT',
    attempts: [{ outcome: 'REJECTED' }, { outcome: 'SENT' }],
  })
  expect(await listDeadLetters(merchant().services)).toEqual([])
})

test('an F after an UNKNOWN stays UNKNOWN, shows both codes, and can be sent again', async () => {
  const { body } = await merchant().messages(await merchant().subscribed())
  merchant().stub.failNext(send, { kind: 'answer-lost' }, no('PARAM_ILLEGAL'))
  await merchant().sender.sendDue()
  merchant().advance(3_000)
  await merchant().sender.sendDue()
  expect(await merchant().message(body.requestId)).toMatchObject({
    ...{ status: 'FINISHED', outcome: 'UNKNOWN', code: 'PARAM_ILLEGAL', unknownCode: 'NETWORK' },
  })
  await resend(body.requestId)
  await merchant().sender.sendDue()
  expect(await merchant().message(body.requestId)).toMatchObject({ outcome: 'SENT' })
  expect(merchant().stub.delivered.get(body.requestId)).toMatchObject({ times: 2 })
})

test('it has another 72 hours from then on', async () => {
  const { requestId } = await rejected()
  merchant().advance(defaultExpiresAfterMs)
  merchant().stub.tokenLifeMs = 10 * defaultExpiresAfterMs
  await merchant().subscribed()
  await resend(requestId)
  merchant().stub.failNext(send, { kind: 'answer-lost' })
  await merchant().sender.sendDue()
  expect(await merchant().message(requestId)).toMatchObject({ status: 'QUEUED' })
})

test('a user who withdrew is not sent to', async () => {
  const { requestId } = await rejected()
  await merchant().answer(await merchant().session(), 'REJECT')
  await expect(resend(requestId)).rejects.toMatchObject({ code: 'NOT_SUBSCRIBED' })
})

test('a rejected ONE_TIME message takes a credit again, and is refused where none is left', async () => {
  const { requestId, subscriptionId } = await rejected(oneTimeCode)
  const credits = async () => (await merchant().services.store.subscriptions.find(subscriptionId))?.credits
  expect(await credits()).toBe(1)
  await resend(requestId)
  expect(await credits()).toBe(0)
  merchant().stub.failNext(send, no('PARAM_ILLEGAL'))
  await merchant().sender.sendDue()
  expect(await credits()).toBe(1)
  await merchant().messages(subscriptionId, { templateCode: oneTimeCode })
  await expect(resend(requestId)).rejects.toMatchObject({ code: 'NOT_SUBSCRIBED' })
})

test('what was sent, and what is none, are refused by name', async () => {
  const { body } = await merchant().messages(await merchant().subscribed())
  await merchant().sender.sendDue()
  await expect(resend(body.requestId)).rejects.toMatchObject({ code: 'MESSAGE_NOT_DEAD' })
  await expect(resend('nobody')).rejects.toMatchObject({ code: 'MESSAGE_NOT_FOUND' })
})
