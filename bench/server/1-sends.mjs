import { openBench } from './support/bench-server.mjs'
import { hasPostgres } from './support/postgres-schema.mjs'
import { bareRate, median, openOutbox, perSecond, ratio } from './support/rates.mjs'

const [count, rounds] = [2_000, 5]

/** Signed sends a second through the outbox, beside a bare loop that keeps nothing. */
export default async function sends() {
  const bench = await openBench()
  const kinds = [
    ['SQLite', 'sqlite', 0.8],
    ...((await hasPostgres()) ? [['PostgreSQL', 'postgres', 0.6]] : []),
  ]
  const rows = []
  for (const [name, kind, limit] of kinds) {
    const outbox = await openOutbox(await bench.database(kind))
    await bareRate(bench, count / 4)
    await outbox.rate(count / 4)
    const pairs = []
    for (let round = 0; round < rounds; round += 1) {
      pairs.push([await bareRate(bench, count), await outbox.rate(count)])
    }
    await outbox.close()
    const value = median(pairs.map(([bare, ours]) => ours / bare))
    rows.push({
      figure: `signed sends through the outbox, ${name}, against a bare undici loop`,
      limit: `>= ${limit}`,
      measured: ratio(value),
      beside: `${perSecond(median(pairs.map(([, ours]) => ours)))} against ${perSecond(median(pairs.map(([bare]) => bare)))}`,
    })
  }
  await bench.close()
  return rows
}
