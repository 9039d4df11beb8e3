import { apiKey, oneTimeCode, templateCode } from '../support/merchant.js'
import { onBothStores } from '../support/on-both-stores.js'

onBothStores((merchant) => {
  const cancel = (payload: object) =>
    merchant().call({
      ...{ method: 'POST', url: '/v1/messages/cancel', payload },
      headers: { authorization: `Bearer ${apiKey}` },
    })

  test('all that is queued of an order is taken back, and what was sent of it stays', async () => {
    const subscriptionId = await merchant().subscribed()
    const order = { reference: 'order-1' }
    await merchant().messages(subscriptionId, { ...order, requestId: 'sent' })
    await merchant().sender.sendDue()
    const sendAt = merchant().at(3_600_000)
    for (const requestId of ['tomorrow', 'later'])
      await merchant().messages(subscriptionId, { ...order, requestId, sendAt })
    await merchant().messages(subscriptionId, { reference: 'order-2', requestId: 'other' })
    expect(await cancel({ ...order, dryRun: true })).toMatchObject({ body: { queued: 2, cancelled: 0 } })
    expect(await merchant().message('later')).toMatchObject({ status: 'QUEUED' })
    expect(await cancel(order)).toMatchObject({ status: 200, body: { queued: 2, cancelled: 2 } })
    expect(await merchant().message('sent')).toMatchObject({ outcome: 'SENT' })
    for (const requestId of ['tomorrow', 'later'])
      expect(await merchant().message(requestId)).toMatchObject({ outcome: 'PURGED', code: 'CANCELLED' })
    expect(await cancel(order)).toMatchObject({ body: { queued: 0, cancelled: 0 } })
    merchant().advance(3_600_000)
    expect(await merchant().sender.sendDue()).toBe(1)
  })

  test('a ONE_TIME credit comes back with it, unless it may have arrived', async () => {
    const credits = async (userId: string) => {
      const subscriptionId = await merchant().subscribed(userId, oneTimeCode)
      await merchant().messages(subscriptionId, { templateCode: oneTimeCode, reference: userId })
      if (userId === 'lost') {
        merchant().stub.failNext('/v2/miniprogram/message/send', { kind: 'answer-lost' })
        await merchant().sender.sendDue()
      }
      merchant().advance(1)
      expect(await cancel({ reference: userId })).toMatchObject({ body: { cancelled: 1 } })
      return (await merchant().services.store.subscriptions.find(subscriptionId))?.credits
    }
    expect(await credits('kept')).toBe(1)
    expect(await credits('lost')).toBe(0)
  })

  test('more than one group of them are taken back, and what is being sent is not', async () => {
    const subscriptionId = await merchant().subscribed()
    const held = await merchant().messages(subscriptionId, { reference: 'order-1' })
    const now = merchant().services.clock.now()
    const app = merchant().services.apps.sites()[0]!
    const claims = await merchant().services.store.messages.claimDue({
      ...{ owner: 's', app, limit: 1, now, leaseUntil: now + 1_000 },
    })
    expect(claims).toHaveLength(1)
    await Promise.all(
      Array.from({ length: 250 }, () => merchant().messages(subscriptionId, { reference: 'order-1' })),
    )
    expect(await cancel({ reference: 'order-1' })).toMatchObject({ body: { queued: 250, cancelled: 250 } })
    expect(await merchant().message(held.body.requestId)).toMatchObject({ status: 'SENDING' })
  })

  test.each([
    ['an app alone', { appId: 'P0000000000000010001' }, 'name what to cancel'],
    ['nothing', { dryRun: true }, 'name what to cancel'],
    ['a template without a time', { templateCode }, '7 days'],
    ['an outcome', { reference: 'order-1', outcome: 'SENT' }, 'additional properties'],
  ])('%s is refused', async (_what, body, said) => {
    expect(await cancel(body)).toMatchObject({
      ...{
        status: 400,
        body: { error: { code: 'INVALID_REQUEST', message: expect.stringContaining(said) } },
      },
    })
  })
})
