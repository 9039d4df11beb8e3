import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'
import { Events } from '../../src/superapp/events.js'
import type { InboxMessage } from '../../src/superapp/inbox.js'
import { postMessages } from '../../src/superapp/webhook.js'

const message = { messageId: 'M1', requestId: 'order-42', body: '您的餐点已备好' } as InboxMessage

let server: Server
let url: string
let came: Promise<unknown>
let status: number
beforeEach(async () => {
  status = 204
  came = new Promise((resolve) => {
    server = createServer((request, response) => {
      void json(request).then((body) => {
        resolve({ body, type: request.headers['content-type'] })
        response.writeHead(status).end()
      })
    })
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`
})
afterEach(() => server.close())

/** The first warning. */
function watch(events: Events, to = url) {
  let end = (): void => undefined
  const warned = new Promise<string>((resolve) => (end = postMessages(events, to, resolve)))
  return { warned, end: () => end() }
}

test('a delivered message is posted as it lies in the inbox, and nothing else is', async () => {
  const events = new Events()
  const { end } = watch(events)
  events.publish({ type: 'reset' })
  events.publish({ type: 'message', message })
  expect(await came).toEqual({ body: { type: 'message', message }, type: 'application/json' })
  end()
})

test('an answer that is no success is told, with the message', async () => {
  status = 500
  const events = new Events()
  const { warned, end } = watch(events)
  events.publish({ type: 'message', message })
  expect(await warned).toBe(`The webhook ${url} did not take message M1: it answered 500.`)
  end()
})

test('a webhook that is not there is told, and stops nothing', async () => {
  const events = new Events()
  const { warned, end } = watch(events, 'http://127.0.0.1:1/')
  events.publish({ type: 'message', message })
  expect(await warned).toMatch(/did not take message M1: /)
  end()
})

test('after its end nothing is posted', () => {
  const events = new Events()
  const post = jest.spyOn(globalThis, 'fetch')
  postMessages(events, url, jest.fn())()
  events.publish({ type: 'message', message })
  expect(post).not.toHaveBeenCalled()
})
