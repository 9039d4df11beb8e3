import { Inbox, type InboxMessage } from '../../src/superapp/inbox.js'

/** An inbox with messages of two users in turn, which counts how many of them are looked at. */
function filled(messages: number) {
  const inbox = new Inbox()
  let looks = 0
  for (let number = 1; number <= messages; number += 1) {
    const message: InboxMessage = {
      messageId: `m${number}`,
      requestId: `order-${number}`,
      userId: number % 2 === 0 ? 'even' : 'odd',
      appId: 'app',
      templateCode: 'TP_1',
      language: 'en',
      sender: 'Shop',
      get title() {
        looks += 1
        return 'Ready'
      },
      body: 'Come',
      targets: {},
      deliveredAt: '2026-11-20T08:00:00Z',
    }
    inbox.put(message)
  }
  return {
    inbox,
    /** How many messages were looked at until the answer was written as JSON. */
    looksOf: (read: (inbox: Inbox) => unknown): number => {
      looks = 0
      JSON.stringify(read(inbox))
      return looks
    },
  }
}

test.each([
  ['all users', (inbox: Inbox) => inbox.listed(undefined, 100).messages],
  ['one user', (inbox: Inbox) => inbox.list('odd', 100)],
])('the newest hundred of %s are read without a look at the other thousands', (_whose, read) => {
  expect(filled(5000).looksOf(read)).toBe(100)
})

test('a list as far as it is asked for is the newest part, newest first', () => {
  const { inbox } = filled(5)
  expect(inbox.list(undefined, 2).map(({ messageId }) => messageId)).toEqual(['m5', 'm4'])
  expect(inbox.list('even', 9).map(({ messageId }) => messageId)).toEqual(['m4', 'm2'])
  expect(inbox.list('nobody')).toEqual([])
  expect(inbox.list(undefined, 0)).toEqual([])
  expect([inbox.count(), inbox.count('odd'), inbox.count('nobody')]).toEqual([5, 3, 0])
})

test('a number in a list is the message’s place among all, also where others are left out', () => {
  const { inbox } = filled(5)
  const { messages, found } = inbox.listed(({ userId }) => userId === 'even', 1)
  expect(messages.map(({ number }) => number)).toEqual([4])
  expect(found).toBe(2)
})
