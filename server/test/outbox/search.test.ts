import { apiKey, oneTimeCode, templateCode, withMerchant, type Merchant } from '../support/merchant.js'
import { onBothStores } from '../support/on-both-stores.js'

const day = 86_400_000

const searched = async (merchant: Merchant, body: object, key = apiKey) => {
  const headers = { authorization: `Bearer ${key}` }
  const answer = await merchant.call({ method: 'POST', url: '/v1/messages/search', headers, payload: body })
  const found = answer.body as unknown as { messages?: { requestId: string }[]; next?: string }
  return { ...answer, ids: found.messages?.map(({ requestId }) => requestId), next: found.next }
}

onBothStores((merchant) => {
  const search = (body: object) => searched(merchant(), body)
  const user = (userId: string) => ({ userId, customerBelongsTo: 'ALIPAY_CN' })

  test('messages are found by order, user and subscription, wherever they stand', async () => {
    const [mine, others] = [await merchant().subscribed('user-1'), await merchant().subscribed('user-2')]
    await merchant().messages(mine, { requestId: 'ready', reference: 'order-1' })
    await merchant().sender.sendDue()
    merchant().advance(1)
    await merchant().messages(mine, { requestId: 'late', reference: 'order-1', sendAt: merchant().at(day) })
    merchant().advance(1)
    await merchant().messages(others, { requestId: 'theirs', reference: 'order-2' })
    expect((await search({})).ids).toEqual(['theirs', 'late', 'ready'])
    expect((await search({ reference: 'order-1' })).ids).toEqual(['late', 'ready'])
    expect((await search(user('user-2'))).ids).toEqual(['theirs'])
    expect((await search({ subscriptionId: mine })).ids).toEqual(['late', 'ready'])
    expect((await search({ subscriptionId: mine, ...user('user-2') })).ids).toEqual([])
    expect((await search({ subscriptionId: 'sub_none' })).ids).toEqual([])
    expect((await search({ reference: 'order-1', outcome: 'SENT' })).body).toMatchObject({
      messages: [
        {
          ...{ appId: 'P0000000000000010001', requestId: 'ready', reference: 'order-1' },
          ...{ subscriptionId: mine, templateCode, status: 'FINISHED', outcome: 'SENT' },
        },
      ],
    })
  })

  test('a page names the next one, and the last one none', async () => {
    const subscriptionId = await merchant().subscribed()
    for (const requestId of ['a', 'b', 'c', 'd']) {
      await merchant().messages(subscriptionId, { requestId })
      merchant().advance(1)
    }
    const first = await search({ limit: 2 })
    expect(first.ids).toEqual(['d', 'c'])
    const second = await search({ limit: 2, cursor: first.next })
    expect(second.ids).toEqual(['b', 'a'])
    expect(second.body).not.toHaveProperty('next')
  })
})

describe('a search', () => {
  const merchant = withMerchant()
  const search = (body: object) => searched(merchant(), body)

  test('by what has no index is made in 7 days', async () => {
    await merchant().messages(await merchant().subscribed(), { requestId: 'a' })
    await merchant().sender.sendDue()
    const week = { from: merchant().at(-6 * day), to: merchant().at(day) }
    for (const filter of [
      { templateCode },
      { status: 'FINISHED' },
      { outcome: 'SENT' },
      { code: 'SUCCESS' },
    ]) {
      expect((await search({ ...filter, ...week })).ids).toEqual(['a'])
      for (const times of [
        {},
        { from: week.from },
        { to: week.to },
        { ...week, from: merchant().at(-7 * day) },
      ])
        expect(await search({ ...filter, ...times })).toMatchObject({
          ...{ status: 400, body: { error: { code: 'INVALID_REQUEST' } } },
          body: {
            error: {
              message: expect.stringMatching(new RegExp(`${Object.keys(filter)[0]} .*7 days.*from and to`)),
            },
          },
        })
    }
    const one = { from: merchant().at(-30 * day), to: merchant().at(day), reference: 'order-1' }
    expect((await search({ ...one, outcome: 'SENT' })).ids).toEqual([])
    expect((await search({ from: one.from, to: one.to })).ids).toEqual(['a'])
    expect((await search({ ...week, templateCode: oneTimeCode })).ids).toEqual([])
  })

  test('names an app where there are several, unless it looks for a few messages', async () => {
    const { apps } = merchant().services
    const sites = apps.sites()
    jest.spyOn(apps, 'sites').mockReturnValue([...sites, { appId: 'P2', customerBelongsTo: 'DANA' }])
    expect(await search({})).toMatchObject({
      ...{ status: 400, body: { error: { message: expect.stringContaining('name an appId') } } },
    })
    expect(await search({ appId: 'P2' })).toMatchObject({ status: 200, ids: [] })
    expect(await search({ reference: 'order-1' })).toMatchObject({ status: 200, ids: [] })
  })

  test.each([
    ['a userId without its super app', { userId: 'user-1' }, 'customerBelongsTo'],
    ['a super app without a userId', { customerBelongsTo: 'ALIPAY_CN' }, 'userId'],
    ['times that are no span', { from: '2026-11-20T04:00:00Z', to: '2026-11-20T04:00:00Z' }, 'not before'],
    ['a time without an offset', { from: '2026-11-20T04:00:00' }, 'body.from'],
    ['a leap second', { to: '2016-12-31T23:59:60Z' }, "to 2016-12-31T23:59:60Z can't be read"],
    ['a cursor of somebody’s own', { cursor: Buffer.from('{}').toString('base64url') }, 'cursor'],
    ['a cursor that is no JSON', { cursor: 'abc' }, 'cursor'],
    ['a limit of 0', { limit: 0 }, 'body.limit'],
    ['a limit of 501', { limit: 501 }, 'body.limit'],
    ['an unknown status', { status: 'DONE' }, 'body.status'],
    ['a misspelt field', { order: '1' }, 'additional properties'],
  ])('with %s is refused', async (_what, body, said) => {
    expect(await search(body)).toMatchObject({
      ...{
        status: 400,
        body: { error: { code: 'INVALID_REQUEST', message: expect.stringContaining(said) } },
      },
    })
  })

  test('needs an API key', async () => {
    expect(await searched(merchant(), {}, 'wrong')).toMatchObject({ status: 401 })
  })
})
