import { setTimeout as pause } from 'node:timers/promises'
import { Sender } from '../../server/dist/index.js'
import { sourceModules } from '../source-modules.mjs'
import { openBench } from '../server/support/bench-server.mjs'
import { fillHistory } from '../server/support/fill.mjs'
import { hasPostgres, runSql } from '../server/support/postgres-schema.mjs'
import { median, openOutbox, perSecond } from '../server/support/rates.mjs'

const { Retention } = await sourceModules('server', 'consent/retention.js')

const share = 0.7

/**
 * How long a claim takes on PostgreSQL while messages come in at 70 % of the rate that it can send, with old messages
 * being cleaned up and autovacuum on: in the last minute against the second.
 */
export default async function claims({ isShort }) {
  const [minutes, old] = isShort ? [3, 20_000] : [10, 1_000_000]
  const figure = `PostgreSQL, ${minutes} minutes at ${share * 100} % of its top rate: claim time (p95) of the last minute against the second`
  const limit = '<= 1.3'
  if (!(await hasPostgres()))
    return [{ figure, limit, measured: 'not measured', beside: 'no PostgreSQL found' }]
  const bench = await openBench()
  const settings = await bench.database('postgres')
  const outbox = await openOutbox(settings)
  await fillHistory(settings, { rows: old, oldest: 93, newest: 91 })
  const tops = []
  for (let round = 0; round < 4; round += 1) tops.push(await outbox.rate(isShort ? 300 : 2_000))
  const top = median(tops.slice(1))

  const { store } = outbox.services
  const taken = []
  const startedAt = performance.now()
  const timed = (messages) => ({
    ...messages,
    async claimDue(options) {
      const before = performance.now()
      const claimed = await messages.claimDue(options)
      taken.push({ minute: Math.floor((before - startedAt) / 60_000), ms: performance.now() - before })
      return claimed
    },
  })
  const transaction = (work) => store.transaction((tx) => work({ ...tx, messages: timed(tx.messages) }))
  const sender = new Sender({ ...outbox.services, store: { ...store, transaction } })
  const retention = new Retention(outbox.services, 90)
  sender.start()
  retention.start()
  let put = 0
  const elapsed = () => performance.now() - startedAt
  while (elapsed() < minutes * 60_000) {
    const due = Math.floor((elapsed() / 1_000) * share * top) - put
    if (due > 0) await outbox.enqueue(due)
    put += Math.max(0, due)
    sender.wake()
    await pause(100)
  }
  const { queued, sending } = await store.upkeep.backlog(Date.now())
  await retention.stop()
  await sender.stop()
  const [{ autovacuum }] = await runSql(settings.DATABASE_URL, 'show autovacuum')
  const [vacuums] = await runSql(
    settings.DATABASE_URL,
    "select autovacuum_count as count from pg_stat_user_tables where schemaname = current_schema() and relname = 'messages'",
  )
  await outbox.close()
  await bench.close()
  const p95 = (minute) =>
    percentile(
      taken.filter((one) => one.minute === minute).map(({ ms }) => ms),
      0.95,
    )
  const [second, last] = [p95(1), p95(minutes - 1)]
  return [
    {
      figure,
      limit,
      measured: (last / second).toFixed(2),
      beside: `${last.toFixed(1)} ms against ${second.toFixed(1)} ms; ${perSecond(put / minutes / 60)} of ${perSecond(top)}, ${queued + sending} left at the end; autovacuum ${autovacuum}, ran ${vacuums.count} times on the outbox`,
    },
  ]
}

const percentile = (numbers, part) =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length * part)] ?? NaN
