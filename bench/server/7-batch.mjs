import { openAccepting } from './support/accepts.mjs'
import { openBench } from './support/bench-server.mjs'
import { hasPostgres } from './support/postgres-schema.mjs'
import { median, perSecond, ratio } from './support/rates.mjs'

const [count, rounds] = [6_000, 5]
const batch = { size: 100, clients: 4 }

/** Messages a second that `POST /messages/batch` accepts, beside one request for each. */
export default async function batches() {
  const bench = await openBench()
  const kinds = [['SQLite', 'sqlite'], ...((await hasPostgres()) ? [['PostgreSQL', 'postgres']] : [])]
  const rows = []
  for (const [name, kind] of kinds) {
    const ours = await openAccepting(await bench.database(kind))
    for (const rate of [ours.rate(count / 4), ours.batchRate(count / 4, batch)]) await rate
    const rates = []
    // Each goes first every other time.
    for (let round = 0; round < rounds; round += 1) {
      const pair = {}
      for (const what of round % 2 === 0 ? ['one', 'many'] : ['many', 'one'])
        pair[what] = await (what === 'one' ? ours.rate(count) : ours.batchRate(count, batch))
      rates.push(pair)
    }
    await ours.close()
    rows.push({
      figure: `messages accepted in batches of ${batch.size}, ${name}, against one request for each`,
      limit: '>= 1.4',
      measured: ratio(median(rates.map(({ one, many }) => many / one))),
      beside: `${perSecond(median(rates.map(({ many }) => many)))} against ${perSecond(median(rates.map(({ one }) => one)))}`,
    })
  }
  await bench.close()
  return rows
}
