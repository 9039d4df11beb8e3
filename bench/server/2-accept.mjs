import { createRequire } from 'node:module'
import { join } from 'node:path'
import { sourceModules } from '../source-modules.mjs'
import { openAccepting, postRate } from './support/accepts.mjs'
import { openBench } from './support/bench-server.mjs'
import { median, perSecond, ratio } from './support/rates.mjs'

const Fastify = createRequire(join(import.meta.dirname, '../../server/package.json'))('fastify')
const { messageAccepted, messageRequest } = await sourceModules('server', 'contract/messages.js')
const [count, rounds] = [2_000, 5]

/** Accepted `POST /v1/messages` a second, beside Fastify that checks the same body and answers a constant. */
export default async function accept() {
  const bench = await openBench()
  const settings = await bench.database('sqlite')
  const ours = await openAccepting(settings)
  const constant = Fastify()
  constant.post(
    '/v1/messages',
    { schema: { body: messageRequest, response: { 202: messageAccepted } } },
    (_, reply) => reply.code(202).send({ requestId: 'constant', status: 'QUEUED' }),
  )
  const url = await constant.listen({ port: 0 })
  const rates = []
  for (let round = 0; round < rounds; round += 1) {
    rates.push([await postRate(url, settings.API_KEYS, ours.body, count), await ours.rate(count)])
  }
  await constant.close()
  await ours.close()
  await bench.close()
  return [
    {
      figure: 'accepted POST /v1/messages, SQLite, against Fastify answering a constant',
      limit: '>= 0.45',
      measured: ratio(median(rates.map(([bare, mine]) => mine / bare))),
      beside: `${perSecond(median(rates.map(([, mine]) => mine)))} against ${perSecond(median(rates.map(([bare]) => bare)))}`,
    },
  ]
}
