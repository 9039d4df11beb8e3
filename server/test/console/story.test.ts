import type { ConsoleFound, StoryAnswer } from '../../src/contract/console.js'
import { pauseSending, resumeSending } from '../../src/outbox/pause.js'
import { consoleAdminKey, consoleKey } from '../support/merchant.js'
import { onBothStores } from '../support/on-both-stores.js'

const send = '/v2/miniprogram/message/send'
const [minute, hour] = [60_000, 3_600_000]
const no = (code: string) => ({ kind: 'result', status: 'F', code }) as const

onBothStores((merchant) => {
  const story = async (requestId: string, key = consoleKey): Promise<StoryAnswer> =>
    (await merchant().console<StoryAnswer>(`/messages/${requestId}/story`, undefined, key)).body
  const search = async (text: string): Promise<ConsoleFound> =>
    (await merchant().console<ConsoleFound>('/console/search', { text })).body
  const kinds = ({ steps }: StoryAnswer) => steps.map(({ kind }) => kind)

  /** Handed in with the order number of a shop. */
  async function ordered(requestId: string, changed: object = {}): Promise<string> {
    const subscriptionId = await merchant().subscribed()
    merchant().advance(minute)
    await merchant().messages(subscriptionId, { requestId, reference: 'order-0042', ...changed })
    return requestId
  }

  describe('the story of a message', () => {
    test('that was sent: consent, hand-in, each attempt, and until when the authorization lasts', async () => {
      const requestId = await ordered('m-1')
      merchant().stub.failNext(send, { kind: 'answer-lost' })
      await merchant().sender.sendDue()
      merchant().advance(3_000)
      await merchant().sender.sendDue()
      const told = await story(requestId)
      expect(told.answer).toEqual({ kind: 'SENT', at: merchant().at(), attempts: 2 })
      expect(told.steps).toMatchObject([
        { kind: 'AGREED', origin: 'COMPONENT', isInForce: true },
        { kind: 'ACCEPTED', at: merchant().at(-3_000) },
        { kind: 'ATTEMPT', number: 1, outcome: 'UNKNOWN', code: 'NETWORK' },
        { kind: 'ATTEMPT', number: 2, outcome: 'SENT' },
        { kind: 'TOKEN_ENDS' },
      ])
      expect(told.authorization).toMatchObject({ isAlive: true })
      expect(told.may).toEqual({ resend: false, cancel: false })
    })

    test('that the platform refused, with its code and what to do', async () => {
      const requestId = await ordered('m-1')
      merchant().stub.failNext(send, no('PARAM_ILLEGAL'))
      await merchant().sender.sendDue()
      const told = await story(requestId)
      expect(told.answer).toMatchObject({ kind: 'REFUSED', code: 'PARAM_ILLEGAL' })
      expect(kinds(told)).toEqual(['AGREED', 'ACCEPTED', 'ATTEMPT', 'FINISHED', 'TOKEN_ENDS'])
      expect(told.steps[2]).toMatchObject({
        outcome: 'REJECTED',
        detail: expect.stringContaining('PARAM_ILLEGAL'),
      })
      expect(told.may).toEqual({ resend: true, cancel: false })
    })

    test('whose user withdrew before it was due, at the time of the withdrawal', async () => {
      const requestId = await ordered('m-1', { sendAt: merchant().at(3 * hour) })
      expect((await story(requestId)).answer).toEqual({
        kind: 'SCHEDULED',
        until: merchant().at(3 * hour - minute),
      })
      expect(kinds(await story(requestId)).slice(-3)).toEqual(
        expect.arrayContaining(['TO_BE_SENT', 'EXPIRES']),
      )
      merchant().advance(hour)
      const { body } = await merchant().answer(await merchant().session(), 'REJECT')
      expect(body).toMatchObject({ subscriptions: [{ type: 'REJECT' }] })
      merchant().advance(hour)
      const told = await story(requestId)
      // The phone says that they tapped a second before it was sent.
      expect(told.answer).toEqual({ kind: 'WITHDREW_BEFORE_DUE', at: merchant().at(-hour - 1_000) })
      expect(kinds(told)).toEqual(['AGREED', 'ACCEPTED', 'WITHDREW', 'FINISHED'])
      expect(told.authorization).toEqual({ isAlive: false })
    })

    test('whose user withdrew in the super app: the platform told when it was sent', async () => {
      const requestId = await ordered('m-1')
      merchant().stub.failNext(send, no('USER_NOT_SUBSCRIBED'))
      await merchant().sender.sendDue()
      const told = await story(requestId)
      expect(told.answer).toMatchObject({ kind: 'WITHDREW_IN_SUPER_APP' })
      expect(told.steps).toContainEqual(expect.objectContaining({ kind: 'WITHDREW', origin: 'SUPER_APP' }))
    })

    test('that waits for its user, whose authorization is gone', async () => {
      const requestId = await ordered('m-1')
      merchant().advance(2 * hour)
      merchant().stub.refuseRefreshTokens()
      await merchant().sender.sendDue()
      const told = await story(requestId)
      expect(told.answer).toMatchObject({ kind: 'WAITS_FOR_AUTHORIZATION' })
      expect(told.authorization).toEqual({ isAlive: false })
      expect(told.steps).toContainEqual(
        expect.objectContaining({ kind: 'ATTEMPT', outcome: 'NOT_SENT', code: 'AUTHORIZATION_NEEDED' }),
      )
      expect(told.may).toEqual({ resend: false, cancel: true })
    })

    test('in a database that was restored: nothing is sent, and story and overview say so', async () => {
      const requestId = await ordered('m-1')
      await pauseSending(merchant().services)
      expect((await story(requestId)).answer).toEqual({ kind: 'PAUSED', at: merchant().at() })
      const overview = () => merchant().console('/console/overview?span=hour')
      expect((await overview()).body).toMatchObject({ pausedSince: merchant().at() })
      await resumeSending(merchant().services)
      expect((await story(requestId)).answer).toMatchObject({ kind: 'IN_QUEUE' })
      expect((await overview()).body).not.toHaveProperty('pausedSince')
    })

    test('shows what stands in it to administrators only, and no userId to anybody', async () => {
      const requestId = await ordered('m-1')
      const [lin, mei] = [await story(requestId), await story(requestId, consoleAdminKey)]
      expect(JSON.stringify(lin)).not.toMatch(/Yummy|user-1/)
      expect(mei.templates).toEqual([
        { language: 'en', templateParameters: { orderNo: '0042', storeName: 'Yummy Chicken Rice' } },
      ])
      expect(JSON.stringify(mei)).not.toContain('user-1')
    })
  })

  describe('a search by one text', () => {
    test('finds a message by its requestId, by its order and by its user', async () => {
      await ordered('m-1')
      for (const [text, foundBy] of [
        ['m-1', 'MESSAGE'],
        ['order-0042', 'ORDER'],
        ['user-1', 'USER'],
      ] as const) {
        const { messages } = await search(text)
        expect(messages).toMatchObject([{ requestId: 'm-1', foundBy, answer: { kind: 'IN_QUEUE' } }])
      }
    })

    test('lists all messages of an order, newest first', async () => {
      await ordered('m-1')
      merchant().advance(minute)
      await ordered('m-2')
      expect((await search('order-0042')).messages.map(({ requestId }) => requestId)).toEqual(['m-2', 'm-1'])
    })

    test('says of a user without a message what they decided', async () => {
      await merchant().answer(await merchant().session(), 'REJECT')
      expect(await search('user-1')).toMatchObject({
        messages: [],
        consents: [{ type: 'REJECT', needs: 'CONSENT', answer: { kind: 'SAID_NO' } }],
      })
      merchant().advance(1_000)
      await merchant().subscribed()
      expect((await search('user-1')).consents).toMatchObject([{ answer: { kind: 'NOTHING_SUBMITTED' } }])
      merchant().advance(1_000)
      await merchant().answer(await merchant().session(), 'REJECT')
      expect((await search('user-1')).consents).toMatchObject([{ answer: { kind: 'WITHDREW' } }])
    })

    test('finds nothing of somebody who was never asked', async () => {
      await ordered('m-1')
      expect(await search('user-9')).toEqual({ messages: [], consents: [] })
    })
  })

  test('a key without a name is told how one with a name is made', async () => {
    const nameless = await merchant().console('/console/session', undefined, 'admin-api-key-of-24-characters')
    expect(nameless).toMatchObject({
      status: 403,
      body: {
        error: { code: 'API_KEY_SCOPE', message: expect.stringContaining('api-key --scopes console --name') },
      },
    })
  })

  test('a key that may send and read may not use the console', async () => {
    expect(
      await merchant().console('/console/session', undefined, 'test-api-key-of-24-characters'),
    ).toMatchObject({
      status: 403,
      body: { error: { message: expect.stringContaining('"console"') } },
    })
  })

  test('who comes in learns whose key it is, and the names of apps and templates', async () => {
    const session = async (key: string) => (await merchant().console('/console/session', undefined, key)).body
    expect(await session(consoleKey)).toMatchObject({
      ...{ name: 'lin', isAdmin: false },
      apps: [{ appId: 'P0000000000000010001', name: { en: 'Yummy Chicken Rice' } }],
    })
    expect(await session(consoleAdminKey)).toMatchObject({ name: 'mei', isAdmin: true })
  })
})
