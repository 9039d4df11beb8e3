import { inboxAfter } from '../../src/page/inbox/use-inbox.js'
import { control } from '../support/control.js'
import { accessToken, message, sendMessage } from '../support/shop.js'
import { mei, testSandbox } from '../support/test-sandbox.js'

/** What the page's own route answers, read as often as the page does. */
async function setUp() {
  const { app, sandbox } = testSandbox()
  const token = await accessToken(app, sandbox)
  const { post } = control(app)
  const read = async () => (await app.inject(`/superapp/inbox?userId=${mei}`)).json()
  const deliver = (requestId: string) => sendMessage(app, message(token, { requestId }))
  return { sandbox, post, read, deliver }
}

test('messages that were there before the page are not new', async () => {
  const { read, deliver } = await setUp()
  await deliver('one')
  expect(inboxAfter(undefined, await read())).toMatchObject({ total: 1, latest: undefined, arrived: 0 })
})

test('a message delivered twice is two cards, and both are counted', async () => {
  const { post, read, deliver } = await setUp()
  const before = inboxAfter(undefined, await read())
  await post('faults', { effect: 'duplicate-delivery', count: 1 })
  await deliver('one')
  const inbox = inboxAfter(before, await read())
  expect(inbox.messages.map(({ requestId }) => requestId)).toEqual(['one', 'one'])
  expect(inbox).toMatchObject({ total: 2, arrived: 2 })
})

test('of a thousand messages a hundred are shown, and how many there are is said', async () => {
  const { sandbox, read, deliver } = await setUp()
  await deliver('last')
  const [sample] = sandbox.state.inbox.list()
  for (let number = 1; number < 1000; number += 1) {
    sandbox.state.inbox.put({ ...sample!, messageId: `m${number}`, requestId: `order-${number}` })
  }
  const { messages, total } = inboxAfter(undefined, await read())
  expect([messages.length, total]).toEqual([100, 1000])
  expect(messages.map(({ requestId }) => requestId).slice(0, 2)).toEqual(['order-999', 'order-998'])
})

test('after a restore the inbox is the restored one, and nothing in it is new', async () => {
  const { post, read, deliver } = await setUp()
  await deliver('one')
  await post('snapshots', { name: 'before' })
  await deliver('two')
  await post('snapshots/before/restore', {})
  const inbox = inboxAfter(undefined, await read())
  expect(inbox.messages.map(({ requestId }) => requestId)).toEqual(['one'])
  expect(inbox.latest).toBeUndefined()
})

test('a sandbox that was started anew has fewer messages: none of them is new', async () => {
  const { read, deliver } = await setUp()
  await deliver('one')
  const before = inboxAfter(undefined, { ...(await read()), total: 7 })
  expect(inboxAfter(before, await read())).toMatchObject({ total: 1, arrived: 0, latest: undefined })
})
