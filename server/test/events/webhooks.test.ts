import { createSecretKey } from 'node:crypto'
import type { WebhookTarget } from '../../src/config/webhook.js'
import type { Event } from '../../src/contract/events.js'
import type { Posted } from '../../src/events/post.js'
import { Webhooks } from '../../src/events/webhooks.js'
import type { LogFields } from '../../src/runtime.js'
import { appsFile } from '../support/apps-file.js'
import { owner } from '../support/builders.js'
import { adminKey } from '../support/merchant.js'
import { onBothStores } from '../support/on-both-stores.js'

const [rice, noodles] = [owner.appId, 'P0000000000000020001']
const [minute, hour, day] = [60_000, 3_600_000, 86_400_000]
const taken: Posted = { isTaken: true, code: 'HTTP_204' }
const refused: Posted = { isTaken: false, code: 'HTTP_500' }
const target: WebhookTarget = {
  url: 'https://rice.example/hooks',
  secrets: [createSecretKey(Buffer.alloc(32))],
}

onBothStores((merchant) => {
  /** What was posted, and how the receivers answer. */
  let posts: { url: string; event: Event }[]
  let answer: (event: Event, url: string) => Posted | Promise<Posted>
  let log: [event: string, fields: LogFields | undefined][]
  let webhooks: Webhooks

  const processOf = () =>
    new Webhooks(
      { ...merchant().services, log: (_level, event, fields) => log.push([event, fields]) },
      async ({ url }, event) => {
        posts.push({ url, event })
        return answer(event, url)
      },
    )
  const configure = (changed: Partial<WebhookTarget> = {}) => {
    merchant().services.apps.replace([
      { ...appsFile[0]!, webhook: { ...target, ...changed } },
      { ...appsFile[0]!, appId: noodles, webhook: { ...target, url: 'https://noodles.example/hooks' } },
    ])
  }
  beforeEach(async () => {
    ;[posts, log] = [[], []]
    answer = () => taken
    webhooks = processOf()
    configure()
    await webhooks.postDue()
  })

  const happen = async (name: string, appId = rice, type: Event['type'] = 'message.finished') =>
    merchant().services.store.events.add([
      {
        appId,
        subject: `subject-${name}`,
        type,
        happenedAt: merchant().services.clock.now(),
        data: { requestId: name },
      },
    ])
  const nameOf = ({ event }: { event: Event }) => (event.data as { requestId: string }).requestId
  const names = () => posts.map(nameOf)
  /** One round of all apps; a loop of it lets others have their turn. */
  const round = async (by = webhooks) => {
    await new Promise(setImmediate)
    return by.postDue()
  }
  /** Until so many were posted: on a shared PostgreSQL others hold the feed back for a moment. */
  async function posted(count: number, by = webhooks): Promise<string[]> {
    while (posts.length < count) await round(by)
    return names()
  }
  /** What is posted now, and nothing more for a whole round. */
  async function restOf(by = webhooks): Promise<string[]> {
    await happen('mark', noodles)
    const before = posts.length
    while (!names().slice(before).includes('mark')) await round(by)
    return names()
      .slice(before)
      .filter((name) => name !== 'mark')
  }
  const events = (name: string) => posts.filter((post) => nameOf(post) === name).map(({ event }) => event)

  test('what happens is posted once, oldest first, as the feed tells it', async () => {
    for (const name of ['1', '2', '3']) await happen(name)
    expect(await posted(3)).toEqual(['1', '2', '3'])
    expect(await restOf()).toEqual([])
    expect(posts[0]).toEqual({
      url: target.url,
      event: {
        ...{ id: expect.stringMatching(/^evt_[0-9a-f]{32}$/), type: 'message.finished' },
        ...{ timestamp: merchant().at(), data: { appId: rice, requestId: '1' } },
      },
    })
  })

  test('more than one round of them is posted', async () => {
    for (let count = 0; count < 50; count += 1) await happen(String(count))
    expect(new Set(await posted(50)).size).toBe(50)
  })

  test('a webhook that is new begins with what happens from now on', async () => {
    merchant().services.apps.replace([...appsFile])
    await happen('before', 'P0000000000000030001')
    await happen('other')
    merchant().services.apps.replace([{ ...appsFile[0]!, appId: 'P0000000000000030001', webhook: target }])
    // Until the feed has come to what was before.
    while (
      (await merchant().services.store.events.after({ xid: 0, seq: 0 }, ['P0000000000000030001'], 1))
        .length === 0
    )
      continue
    await webhooks.postDue()
    await happen('after', 'P0000000000000030001')
    expect(await posted(1)).toEqual(['after'])
  })

  test('one that is not taken is tried again with the same id and content, and the others do not wait for it', async () => {
    answer = (event) => (nameOf({ event }) === 'bad' ? refused : taken)
    for (const name of ['1', 'bad', '2']) await happen(name)
    await posted(3)
    await happen('3')
    expect(await posted(4)).toEqual(['1', 'bad', '2', '3'])
    answer = () => taken
    merchant().advance(minute)
    expect(await posted(5)).toEqual(['1', 'bad', '2', '3', 'bad'])
    const [first, second] = events('bad')
    expect(second).toEqual(first)
    merchant().advance(day)
    expect(await restOf()).toEqual([])
  })

  test('the waits grow, after three days it is given up, and the feed still has it', async () => {
    answer = (event) => (nameOf({ event }) === 'bad' ? refused : taken)
    await happen('bad')
    await posted(1)
    const from = merchant().services.clock.now()
    const waits: number[] = []
    let last = from
    while (merchant().services.clock.now() - from < 4 * day) {
      const passed = merchant().services.clock.now() - from
      merchant().advance(passed < 2 * hour ? 5 * minute : hour)
      const before = posts.length
      await webhooks.postDue()
      if (posts.length === before) continue
      const now = merchant().services.clock.now()
      waits.push(now - last)
      last = now
    }
    expect(waits.length).toBeGreaterThan(8)
    expect(waits.at(-1)).toBeGreaterThan(9 * hour)
    expect(last - from).toBeLessThanOrEqual(3 * day)
    expect(log.at(-1)).toEqual([
      'webhook-given-up',
      expect.objectContaining({ appId: rice, code: 'HTTP_500', count: 1 }),
    ])
    expect(await merchant().services.store.events.ofSubjects(['subject-bad'])).toHaveLength(1)
    expect(await merchant().services.store.webhooks.view([rice])).toMatchObject([
      { oldestAt: null, retries: 0 },
    ])
  })

  test('when it takes one again, all that waited for it is posted', async () => {
    answer = (_event, url) => (url === target.url ? refused : taken)
    for (const name of ['1', '2', '3']) await happen(name)
    await posted(3)
    for (let count = 0; count < 6; count += 1) {
      merchant().advance(2 * hour)
      await webhooks.postDue()
    }
    answer = () => taken
    await happen('new')
    const before = posts.length
    await posted(before + 4)
    expect(names().slice(before).sort()).toEqual(['1', '2', '3', 'new'])
  })

  test('one that takes nothing keeps a hundred under way; the rest waits in the feed and is not lost', async () => {
    answer = () => refused
    for (let count = 0; count < 130; count += 1) await happen(String(count))
    await posted(100)
    while (await round()) continue
    await webhooks.postDue()
    expect(posts.length).toBeLessThan(121)
    answer = () => taken
    merchant().advance(minute)
    const before = posts.length
    await posted(before + 130)
    expect(new Set(names().slice(before)).size).toBe(130)
  })

  describe('a webhook that has taken nothing for five days', () => {
    beforeEach(async () => {
      answer = (_event, url) => (url === target.url ? refused : taken)
      await happen('old')
      await posted(1)
      merchant().advance(5 * day + 1)
      await happen('last straw')
      while (!log.some(([event]) => event === 'webhook-off')) await round()
      posts = []
    })

    test('is switched off, and says so', async () => {
      await happen('new')
      merchant().advance(day)
      expect(await restOf()).toEqual([])
      expect(log.find(([event]) => event === 'webhook-off')).toEqual([
        'webhook-off',
        expect.objectContaining({ appId: rice, remedy: expect.stringContaining('--on') }),
      ])
      expect(await merchant().services.store.webhooks.view([rice])).toMatchObject([
        { offAt: expect.any(Number), oldestAt: expect.any(Number) },
      ])
    })

    test('and on again by command: what has waited is posted', async () => {
      await happen('new')
      answer = () => taken
      await merchant().services.store.webhooks.switchOn(rice)
      expect((await posted(2)).sort()).toEqual(['last straw', 'new'])
    })

    test('and on again when it has another address', async () => {
      answer = () => taken
      configure({ url: 'https://rice.example/mended' })
      expect(await posted(1)).toEqual(['last straw'])
      expect(posts[0]?.url).toBe('https://rice.example/mended')
    })
  })

  test('a receiver that does not answer does not stop the webhook of another app', async () => {
    let go = () => {}
    const until = new Promise<void>((resolve) => (go = resolve))
    answer = async (_event, url) => {
      if (url === target.url) await until
      return taken
    }
    webhooks.start()
    const isPosted = async (name: string) => {
      while (!names().includes(name)) await new Promise(setImmediate)
    }
    await happen('slow')
    await isPosted('slow')
    for (const name of ['1', '2']) {
      await happen(name, noodles)
      await isPosted(name)
    }
    go()
    await webhooks.stop()
    expect(names()).toEqual(['slow', '1', '2'])
  })

  test('of two processes one posts; where it is killed, the other goes on and leaves nothing out', async () => {
    const other = processOf()
    await happen('1')
    await posted(1)
    await other.postDue()
    await happen('2')
    // Killed after it has posted: nobody writes down that it was taken.
    jest.spyOn(merchant().services.store.webhooks, 'record').mockRejectedValueOnce(new Error('killed'))
    await posted(2)
    await other.postDue()
    expect(names()).toEqual(['1', '2'])
    merchant().advance(minute)
    await happen('3')
    expect(await posted(4, other)).toEqual(['1', '2', '2', '3'])
    const [first, second] = events('2')
    expect(second!.id).toBe(first!.id)
  })

  test('a process that stops leaves the work to another one at once', async () => {
    const other = processOf()
    await webhooks.stop()
    await happen('1')
    expect(await posted(1, other)).toEqual(['1'])
  })

  test('a database that was restored posts nothing until somebody says so, and then what came after it', async () => {
    const { store, clock } = merchant().services
    await store.sending.begin('SAID', clock.now())
    await happen('later')
    for (let count = 0; count < 3; count += 1) await round()
    expect(posts).toEqual([])
    await store.sending.end()
    expect(await posted(1)).toEqual(['later'])
  })

  test('a webhook that wants some events gets these alone', async () => {
    configure({ events: ['authorization.needed'] })
    await happen('1')
    await happen('2', rice, 'authorization.needed')
    expect(await posted(1)).toEqual(['2'])
    expect(await restOf()).toEqual([])
    expect(await merchant().services.store.webhooks.view([rice])).toMatchObject([{ oldestAt: null }])
  })

  test('a replay posts again, with the same ids, what happened since', async () => {
    await happen('before')
    await posted(1)
    merchant().advance(hour)
    const since = merchant().services.clock.now()
    answer = (event) => (nameOf({ event }) === '1' ? refused : taken)
    for (const name of ['1', '2']) await happen(name)
    await posted(3)
    answer = () => taken
    expect(await merchant().services.store.webhooks.replay(rice, since)).toBe(true)
    await happen('3')
    expect((await posted(6)).slice(3)).toEqual(['1', '2', '3'])
    expect(new Set(events('2').map(({ id }) => id)).size).toBe(1)
    merchant().advance(day)
    expect(await restOf()).toEqual([])
    expect(await merchant().services.store.webhooks.replay(rice, since + day)).toBe(false)
  })

  test('what was erased while it was tried again is not posted any more', async () => {
    const subscriptionId = await merchant().subscribed()
    await posted(1)
    answer = () => refused
    await merchant().messages(subscriptionId, { requestId: 'order-1' })
    await merchant().sender.sendDue()
    await posted(2)
    answer = () => taken
    await merchant().call({
      ...{ method: 'DELETE', url: '/v1/users/user-1?customerBelongsTo=ALIPAY_CN' },
      headers: { authorization: `Bearer ${adminKey}` },
    })
    merchant().advance(hour)
    expect(await restOf()).toEqual([])
    expect(await merchant().services.store.webhooks.view([rice])).toMatchObject([
      { retries: 0, oldestAt: null },
    ])
  })

  test('an app that leaves takes its webhook along', async () => {
    await happen('1')
    await merchant().services.store.events.deleteOfApp(rice, 100)
    expect(await merchant().services.store.webhooks.view([rice])).toEqual([])
  })

  test('metrics tell what was posted, what waits, and what is off', async () => {
    answer = (_event, url) => (url === target.url ? refused : taken)
    await happen('1')
    await posted(1)
    await happen('2', noodles)
    await posted(2)
    merchant().advance(90_000)
    const { store, metrics, clock } = merchant().services
    await store.webhooks.switchOff(noodles, 5)
    const text = await metrics.text({
      ...{ backlog: await store.upkeep.backlog(1), deadLetters: [], limits: [], now: clock.now() },
      ...{ appIds: [], isPaused: false, pool: undefined },
      webhooks: await store.webhooks.view([rice, noodles]),
    })
    expect(text).toContain(`mini_message_webhooks_total{app="${rice}",outcome="failed"} 1`)
    expect(text).toContain(`mini_message_webhooks_total{app="${noodles}",outcome="delivered"} 1`)
    expect(text).toContain(`mini_message_webhook_oldest_seconds{app="${rice}"} 90`)
    expect(text).toContain(`mini_message_webhook_oldest_seconds{app="${noodles}"} 0`)
    expect(text).toContain(`mini_message_webhook_off{app="${rice}"} 0`)
    expect(text).toContain(`mini_message_webhook_off{app="${noodles}"} 1`)
  })
})
