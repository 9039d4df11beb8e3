// Back to the start with 10,000 messages in the inbox, asked over HTTP.
import { performance } from 'node:perf_hooks'
import { createApp } from '../../sandbox/dist/app.js'
import { generateKeys } from '../../sandbox/dist/keys/key-pairs.js'
import { Sandbox } from '../../sandbox/dist/sandbox.js'

const message = (index) => ({
  messageId: `m${index}`,
  requestId: `r${index}`,
  userId: '2088000000000011',
  appId: 'P0000000000000010001',
  templateCode: '202109305800000001000001',
  language: 'en',
  sender: 'Yummy Chicken Rice',
  title: 'Your order is ready',
  body: `Order ${index} is ready for you.`,
  targets: {},
  deliveredAt: new Date().toISOString(),
})

export default async function reset() {
  const sandbox = new Sandbox({ keys: await generateKeys() })
  const app = createApp(sandbox)
  const url = await app.listen({ host: '127.0.0.1', port: 0 })
  const times = []
  for (let run = 0; run < 20; run += 1) {
    for (let index = 0; index < 10_000; index += 1) sandbox.state.inbox.put(message(index))
    const startedAt = performance.now()
    await (await fetch(`${url}/_sandbox/reset`, { method: 'POST' })).json()
    times.push(performance.now() - startedAt)
    if (sandbox.state.inbox.list().length > 0) throw new Error('the inbox is not empty')
  }
  await app.close()
  times.sort((a, b) => a - b)
  return [
    {
      figure: 'reset with 10,000 messages, slowest of 20',
      limit: '<= 50 ms',
      measured: `${times[19].toFixed(1)} ms`,
      beside: `median ${times[10].toFixed(1)} ms`,
    },
  ]
}
