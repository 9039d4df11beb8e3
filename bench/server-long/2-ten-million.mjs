import { openAccepting } from '../server/support/accepts.mjs'
import { openBench } from '../server/support/bench-server.mjs'
import { fillHistory } from '../server/support/fill.mjs'
import { hasPostgres } from '../server/support/postgres-schema.mjs'
import { median, openOutbox, perSecond, ratio } from '../server/support/rates.mjs'

/** Sends and accepts a second with ten million finished messages on PostgreSQL, beside an empty database. */
export default async function tenMillion({ isShort }) {
  const [finished, count, rounds] = isShort ? [100_000, 200, 3] : [10_000_000, 2_000, 7]
  const rows = [
    ['sends', openOutbox],
    ['accepts', openAccepting],
  ]
  const figureOf = (what) =>
    `${what} with ${finished.toLocaleString('en')} finished messages on PostgreSQL, against an empty database`
  const limit = '>= 0.95'
  if (!(await hasPostgres())) {
    const missing = { limit, measured: 'not measured', beside: 'no PostgreSQL found' }
    return rows.map(([what]) => ({ figure: figureOf(what), ...missing }))
  }
  const bench = await openBench()
  const both = [await bench.database('postgres'), await bench.database('postgres')]
  // Migrated, then filled.
  await (await openOutbox(both[1])).close()
  await fillHistory(both[1], { rows: finished, oldest: 30, newest: 0 })
  const results = []
  for (const [what, open] of rows) {
    const [empty, full] = [await open(both[0]), await open(both[1])]
    for (const one of [empty, full]) await one.rate(count / 2)
    const rates = []
    for (let round = 0; round < rounds; round += 1) {
      const pair = {}
      // Each goes first every other time.
      for (const name of round % 2 === 0 ? ['empty', 'full'] : ['full', 'empty']) {
        pair[name] = await { empty, full }[name].rate(count)
      }
      rates.push(pair)
    }
    await empty.close()
    await full.close()
    results.push({
      ...{ figure: figureOf(what), limit },
      measured: ratio(median(rates.map((pair) => pair.full / pair.empty))),
      beside: `${perSecond(median(rates.map((pair) => pair.full)))} against ${perSecond(median(rates.map((pair) => pair.empty)))}`,
    })
  }
  await bench.close()
  return results
}
