import { adminKey, apiKey, oneTimeCode, type Merchant } from '../support/merchant.js'
import { onBothStores } from '../support/on-both-stores.js'

const send = '/v2/miniprogram/message/send'
const day = 86_400_000

onBothStores((merchant) => {
  const post = (path: string, payload: object, key = adminKey) =>
    merchant().call({
      ...{ method: 'POST', url: `/v1/dead-letters/${path}`, payload },
      headers: { authorization: `Bearer ${key}` },
    })
  const week = () => ({ from: merchant().at(-6 * day), to: merchant().at(day) })

  /** A message that the platform refused. */
  async function rejected(subscriptionId: string, body: Parameters<Merchant['messages']>[1], code: string) {
    merchant().stub.failNext(send, { kind: 'result', status: 'F', code })
    await merchant().messages(subscriptionId, body)
    merchant().advance(1)
    await merchant().sender.sendDue()
  }
  const idsOf = ({ body }: Awaited<ReturnType<typeof post>>) =>
    (body as unknown as { messages: { requestId: string }[] }).messages.map(({ requestId }) => requestId)

  async function threeDead(): Promise<void> {
    const subscriptionId = await merchant().subscribed()
    await rejected(subscriptionId, { requestId: 'a', reference: 'order-1' }, 'PARAM_ILLEGAL')
    await rejected(subscriptionId, { requestId: 'b', reference: 'order-1' }, 'PROCESS_FAIL')
    await rejected(subscriptionId, { requestId: 'c', reference: 'order-2' }, 'PARAM_ILLEGAL')
    await merchant().messages(subscriptionId, { requestId: 'sent', reference: 'order-1' })
    await merchant().sender.sendDue()
    await merchant().messages(subscriptionId, {
      requestId: 'queued',
      reference: 'order-1',
      sendAt: merchant().at(day),
    })
  }

  test('dead letters are found by the filters of messages, newest first, and nothing else is', async () => {
    await threeDead()
    expect(idsOf(await post('search', week()))).toEqual(['c', 'b', 'a'])
    expect(idsOf(await post('search', { reference: 'order-1' }))).toEqual(['b', 'a'])
    expect(idsOf(await post('search', { code: 'PARAM_ILLEGAL', ...week() }))).toEqual(['c', 'a'])
    expect(idsOf(await post('search', { outcome: 'UNKNOWN', ...week() }))).toEqual([])
    const user = { userId: 'user-1', customerBelongsTo: 'ALIPAY_CN' }
    const first = await post('search', { ...user, limit: 2 })
    expect(idsOf(first)).toEqual(['c', 'b'])
    const { next: cursor } = first.body as unknown as { next: string }
    expect(idsOf(await post('search', { ...user, limit: 2, cursor }))).toEqual(['a'])
  })

  test('a dry run counts what would be sent again, and changes nothing', async () => {
    await threeDead()
    expect(await post('resend', { code: 'PARAM_ILLEGAL', ...week(), dryRun: true })).toMatchObject({
      ...{ status: 200, body: { found: 2, queued: 0, refused: {} } },
    })
    expect(await merchant().sender.sendDue()).toBe(0)
  })

  test('all that the filter finds are sent again, and others stay dead', async () => {
    await threeDead()
    expect((await post('resend', { code: 'PARAM_ILLEGAL', ...week() })).body).toEqual({
      ...{ found: 2, queued: 2, refused: {} },
    })
    expect(await merchant().sender.sendDue()).toBe(2)
    for (const requestId of ['a', 'c'])
      expect(await merchant().message(requestId)).toMatchObject({ outcome: 'SENT' })
    expect(await merchant().message('b')).toMatchObject({ outcome: 'REJECTED' })
    expect((await post('resend', { code: 'PARAM_ILLEGAL', ...week() })).body).toMatchObject({ found: 0 })
  })

  test('one that may not be sent again stays, is counted by its code, and holds up no other; a credit is not lost', async () => {
    await rejected(
      await merchant().subscribed('gone'),
      { requestId: 'a', reference: 'order-1' },
      'PROCESS_FAIL',
    )
    await merchant().answer(await merchant().session('gone'), 'REJECT')
    const once = await merchant().subscribed('once', oneTimeCode)
    const oneTime = { templateCode: oneTimeCode, reference: 'order-1' }
    await rejected(once, { ...oneTime, requestId: 'b' }, 'PROCESS_FAIL')
    await merchant().messages(once, { ...oneTime, requestId: 'uses-the-credit', reference: 'order-2' })
    await merchant().sender.sendDue()
    await rejected(
      await merchant().subscribed('stays'),
      { requestId: 'c', reference: 'order-1' },
      'PROCESS_FAIL',
    )
    expect((await post('resend', { reference: 'order-1' })).body).toEqual({
      ...{ found: 3, queued: 1, refused: { NOT_SUBSCRIBED: 2 } },
    })
    expect(await merchant().sender.sendDue()).toBe(1)
    expect(await merchant().message('c')).toMatchObject({ outcome: 'SENT' })
  })

  test('more than one group of them are sent again', async () => {
    const subscriptionId = await merchant().subscribed()
    const { store } = merchant().services
    await Promise.all(
      Array.from({ length: 120 }, (_, index) =>
        merchant().messages(subscriptionId, { requestId: `order-${index}`, reference: 'order-1' }),
      ),
    )
    const now = merchant().services.clock.now()
    const app = merchant().services.apps.sites()[0]!
    const claims = await store.messages.claimDue({
      owner: 's',
      app,
      limit: 200,
      now,
      leaseUntil: now + 1_000,
    })
    const attempt = { outcome: 'UNKNOWN', code: 'TIMEOUT', detail: null, at: now } as const
    await store.messages.recordEnds(
      claims.map((claim) => ({ claim, attempt, then: 'FINISH', outcome: 'UNKNOWN' }) as const),
    )
    expect((await post('resend', { reference: 'order-1' })).body).toMatchObject({ found: 120, queued: 120 })
    expect(await merchant().services.store.upkeep.backlog(now)).toMatchObject({ queued: 120 })
  })

  test.each([
    ['resend', 'an app alone', { appId: 'P0000000000000010001' }, 'name what to send again'],
    ['resend', 'nothing', { dryRun: true }, 'name what to send again'],
    ['resend', 'a code without a time', { code: 'PROCESS_FAIL' }, '7 days'],
    ['search', 'nothing', {}, 'dead letters can be searched in 7 days'],
    ['search', 'an outcome of others', { outcome: 'SENT' }, 'body.outcome'],
    ['search', 'a status', { status: 'QUEUED' }, 'additional properties'],
  ])('%s: %s is refused', async (path, _what, body, said) => {
    expect(await post(path, body)).toMatchObject({
      ...{
        status: 400,
        body: { error: { code: 'INVALID_REQUEST', message: expect.stringContaining(said) } },
      },
    })
  })

  test.each(['search', 'resend'])('%s needs an administrator', async (path) => {
    expect(await post(path, week(), apiKey)).toMatchObject({ status: 403 })
  })
})
