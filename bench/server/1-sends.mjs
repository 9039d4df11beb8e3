import { openBench } from './support/bench-server.mjs'
import { hasPostgres } from './support/postgres-schema.mjs'
import { bareRate, median, openOutbox, perSecond, ratio } from './support/rates.mjs'

/** Signed sends a second through the outbox, beside a bare loop that keeps nothing. */
export default async function sends({ isShort }) {
  const count = isShort ? 500 : 2_000
  return [
    ...(await against({ count, rounds: 5, limits: { sqlite: 0.85, postgres: 0.75 } })),
    ...(await against({ count, rounds: 3, delayMs: 150, limits: { sqlite: 0.9, postgres: 0.85 } })),
  ]
}

async function against({ count, rounds, delayMs = 0, limits }) {
  const bench = await openBench({ delayMs })
  const kinds = [
    ['SQLite', 'sqlite', limits.sqlite],
    ...((await hasPostgres()) ? [['PostgreSQL', 'postgres', limits.postgres]] : []),
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
      figure: `signed sends through the outbox, ${name}, against a bare undici loop${delayMs > 0 ? `; the platform takes ${delayMs} ms, 64 under way` : ''}`,
      limit: `>= ${limit}`,
      measured: ratio(value),
      beside: `${perSecond(median(pairs.map(([, ours]) => ours)))} against ${perSecond(median(pairs.map(([bare]) => bare)))}`,
    })
  }
  await bench.close()
  return rows
}
