import { cancelMessage } from '../../src/outbox/messages.js'
import { findMessage } from '../support/builders.js'
import { oneTimeCode, withMerchant } from '../support/merchant.js'

const merchant = withMerchant()
const send = '/v2/miniprogram/message/send'
const cancel = (requestId: string) => cancelMessage(merchant().services, { requestId })

const accepted = async (changed: object = {}, code?: string) => {
  const { body } = await merchant().messages(await merchant().subscribed('user-1', code), changed)
  return body.requestId
}

test('a message cancelled while it is queued is never sent, and its parameters are gone', async () => {
  const requestId = await accepted()
  await cancel(requestId)
  expect(await merchant().sender.sendDue()).toBe(0)
  expect(await findMessage(merchant().services.store, requestId)).toMatchObject({
    ...{ outcome: 'PURGED', code: 'CANCELLED', templates: '[]' },
  })
})

test('cancelling again answers the same', async () => {
  const requestId = await accepted()
  expect(await cancel(requestId)).toEqual(await cancel(requestId))
})

test('a cancelled ONE_TIME message gives its credit back', async () => {
  const subscriptionId = await merchant().subscribed('user-1', oneTimeCode)
  const { body } = await merchant().messages(subscriptionId, { templateCode: oneTimeCode })
  merchant().advance(1)
  await cancel(body.requestId)
  expect(await merchant().messages(subscriptionId, { templateCode: oneTimeCode })).toMatchObject({
    status: 202,
  })
})

test('what may have arrived stays UNKNOWN, and its credit stays spent', async () => {
  const subscriptionId = await merchant().subscribed('user-1', oneTimeCode)
  const { body } = await merchant().messages(subscriptionId, { templateCode: oneTimeCode })
  merchant().stub.failNext(send, { kind: 'answer-lost' })
  await merchant().sender.sendDue()
  expect(await cancel(body.requestId)).toMatchObject({
    outcome: 'UNKNOWN',
    code: 'CANCELLED',
    unknownCode: 'NETWORK',
  })
  expect(await merchant().services.store.subscriptions.find(subscriptionId)).toMatchObject({ credits: 0 })
})

test('a finished message, one being sent and one that is none are refused by name', async () => {
  const sent = await accepted()
  await merchant().sender.sendDue()
  await expect(cancel(sent)).rejects.toMatchObject({
    code: 'MESSAGE_NOT_QUEUED',
    message: expect.stringContaining('SENT'),
  })
  const held = await accepted()
  const now = merchant().services.clock.now()
  const app = { appId: 'P0000000000000010001', customerBelongsTo: 'ALIPAY_CN' }
  await merchant().services.store.messages.claimDue({ owner: 's', app, limit: 1, now, leaseUntil: now + 1 })
  await expect(cancel(held)).rejects.toMatchObject({ code: 'MESSAGE_NOT_QUEUED', status: 409 })
  await expect(cancel('nobody')).rejects.toMatchObject({ code: 'MESSAGE_NOT_FOUND' })
})
