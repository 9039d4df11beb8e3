import { createRequire } from 'node:module'
import { join } from 'node:path'
import { randomUUID } from 'node:crypto'
import { ApiKeys, buildApp } from '../../../server/dist/index.js'
import { sourceModules } from '../../source-modules.mjs'
import { concurrency, openServices, templates } from './bench-server.mjs'

const fromServer = createRequire(join(import.meta.dirname, '../../../server/package.json'))
const { Agent, request } = fromServer('undici')
const { readApiKeys } = await sourceModules('server', 'auth.js')

/** A server that accepts messages and sends none; each `rate(count)` posts so many, by as many clients as places. */
export async function openAccepting(settings) {
  const opened = await openServices(settings)
  const app = await buildApp({
    services: opened.services,
    sender: { wake() {} },
    apiKeys: new ApiKeys(readApiKeys(`send|read|admin:${settings.API_KEYS}`)),
    allowedOrigins: [],
    trustProxy: false,
    requestsPerMinute: 100_000_000,
  })
  const url = await app.listen({ port: 0 })
  let user = 0
  const to = () => ({ subscriptionId: opened.subscriptionIds[(user += 1) % opened.subscriptionIds.length] })
  const body = () => ({
    ...{ requestId: randomUUID(), to: to() },
    ...{ templateCode: opened.templateCode, templates },
  })
  const post = async (path, asked, dispatcher) => {
    const answer = await request(`${url}/v1${path}`, {
      ...{ method: 'POST', headers: headersOf(settings.API_KEYS), body: JSON.stringify(asked) },
      ...(dispatcher && { dispatcher }),
    })
    const answered = await answer.body.json()
    if (answer.statusCode !== 200)
      throw new Error(`answered ${answer.statusCode}: ${JSON.stringify(answered)}`)
    return answered
  }
  return {
    ...opened,
    body,
    post,
    rate: (count) => postRate(url, settings.API_KEYS, body, count),
    /** The same number of messages in batches; so many clients as keep the server busy. */
    async batchRate(count, { size, clients }) {
      const agent = new Agent({ connections: clients })
      let left = count / size
      const work = async () => {
        while ((left -= 1) >= 0) {
          const messages = Array.from({ length: size }, body)
          const { answers } = await post('/messages/batch', { messages }, agent)
          if (!answers.every(({ status }) => status === 202)) throw new Error('a message was refused')
        }
      }
      const startedAt = performance.now()
      await Promise.all(Array.from({ length: clients }, work))
      const rate = (1_000 * count) / (performance.now() - startedAt)
      await agent.close()
      return rate
    },
    async close() {
      await app.close()
      await opened.close()
    },
  }
}

const headersOf = (apiKey) => ({ 'content-type': 'application/json', authorization: `Bearer ${apiKey}` })

/** Posts a second. */
export async function postRate(url, apiKey, body, count) {
  const agent = new Agent({ connections: concurrency })
  const headers = headersOf(apiKey)
  let left = count
  const work = async () => {
    while ((left -= 1) >= 0) {
      const answer = await request(`${url}/v1/messages`, {
        ...{ method: 'POST', headers, body: JSON.stringify(body()), dispatcher: agent },
      })
      await answer.body.dump()
      if (answer.statusCode !== 202) throw new Error(`answered ${answer.statusCode}`)
    }
  }
  const startedAt = performance.now()
  await Promise.all(Array.from({ length: concurrency }, work))
  const rate = (1_000 * count) / (performance.now() - startedAt)
  await agent.close()
  return rate
}
