import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { once } from 'node:events'
import { untilAnswers } from '../../src/commands/until-answers.js'

let server: Server
beforeEach(async () => {
  server = createServer((_request, response) => response.writeHead(404).end()).listen(0, '127.0.0.1')
  await once(server, 'listening')
})
afterEach(() => server.close())
const place = () => server.address() as AddressInfo

test('what answers already is not waited for, whatever it answers', async () => {
  const pause = jest.fn(() => Promise.resolve())
  await untilAnswers(`http://127.0.0.1:${place().port}/`, { pause })
  expect(pause).not.toHaveBeenCalled()
})

test('what starts a little later is waited for, and the wait is told once', async () => {
  const { port } = place()
  server.close()
  await once(server, 'close')
  const said: string[] = []
  let pauses = 0
  await untilAnswers(`http://127.0.0.1:${port}/`, {
    say: (line) => said.push(line),
    pause: async () => {
      pauses += 1
      if (pauses < 3) return
      server.listen(port, '127.0.0.1')
      await once(server, 'listening')
    },
  })
  expect(pauses).toBe(3)
  expect(said).toEqual([`waiting for http://127.0.0.1:${port}/`])
})

test('what never answers is not waited for longer than the tries last', async () => {
  const { port } = place()
  server.close()
  await once(server, 'close')
  const pause = jest.fn(() => Promise.resolve())
  await untilAnswers(`http://127.0.0.1:${port}/`, { pause, tries: 5 })
  expect(pause).toHaveBeenCalledTimes(5)
})
