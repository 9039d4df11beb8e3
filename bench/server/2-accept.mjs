import { createRequire } from 'node:module'
import { join } from 'node:path'
import { randomUUID } from 'node:crypto'
import { ApiKeys, buildApp } from '../../server/dist/index.js'
import { messageAccepted, messageRequest } from '../../server/dist/http/schemas/messages.js'
import { concurrency, openBench, openServices, templates } from './support/bench-server.mjs'
import { median, perSecond, ratio } from './support/rates.mjs'

const fromServer = createRequire(join(import.meta.dirname, '../../server/package.json'))
const { Agent, request } = fromServer('undici')
const Fastify = fromServer('fastify')
const [count, rounds] = [2_000, 5]

/** Accepted `POST /messages` a second, beside Fastify that checks the same body and answers a constant. */
export default async function accept() {
  const bench = await openBench()
  const settings = await bench.database('sqlite')
  const opened = await openServices(settings)
  const ours = await buildApp({
    services: opened.services,
    sender: { wake() {} },
    apiKeys: new ApiKeys([settings.API_KEYS]),
    allowedOrigins: [],
    trustProxy: false,
    requestsPerMinute: 1_000_000,
  })
  const constant = Fastify()
  constant.post(
    '/messages',
    { schema: { body: messageRequest, response: { 202: messageAccepted } } },
    (_, reply) => reply.code(202).send({ requestId: 'constant', status: 'QUEUED' }),
  )
  const urls = [await constant.listen({ port: 0 }), await ours.listen({ port: 0 })]
  let user = 0
  const to = () => ({ subscriptionId: opened.subscriptionIds[(user += 1) % opened.subscriptionIds.length] })
  const body = () => ({
    ...{ requestId: randomUUID(), to: to() },
    ...{ templateCode: opened.templateCode, templates },
  })
  const rates = []
  for (let round = 0; round < rounds; round += 1) {
    const pair = []
    for (const url of urls) pair.push(await postRate(url, settings.API_KEYS, body))
    rates.push(pair)
  }
  await Promise.all([ours.close(), constant.close()])
  await opened.close()
  await bench.close()
  return [
    {
      figure: 'accepted POST /messages, SQLite, against Fastify answering a constant',
      limit: '>= 0.4',
      measured: ratio(median(rates.map(([bare, mine]) => mine / bare))),
      beside: `${perSecond(median(rates.map(([, mine]) => mine)))} against ${perSecond(median(rates.map(([bare]) => bare)))}`,
    },
  ]
}

async function postRate(url, apiKey, body) {
  const agent = new Agent({ connections: concurrency })
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${apiKey}` }
  let left = count
  const work = async () => {
    while ((left -= 1) >= 0) {
      const answer = await request(`${url}/messages`, {
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
