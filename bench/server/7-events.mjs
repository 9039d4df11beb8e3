import { openBench } from './support/bench-server.mjs'
import { hasPostgres } from './support/postgres-schema.mjs'
import { median, openOutbox, perSecond, ratio } from './support/rates.mjs'

const rounds = 9

/** Signed sends a second with the event of each, beside the same outbox with EVENTS=off. */
export default async function events({ isShort }) {
  const count = isShort ? 500 : 2_000
  const bench = await openBench()
  const kinds = [['SQLite', 'sqlite'], ...((await hasPostgres()) ? [['PostgreSQL', 'postgres']] : [])]
  const rows = []
  for (const [name, kind] of kinds) {
    const silent = await openOutbox({ ...(await bench.database(kind)), EVENTS: 'off' })
    const telling = await openOutbox(await bench.database(kind))
    for (const outbox of [silent, telling]) await outbox.rate(count / 4)
    const pairs = []
    for (let round = 0; round < rounds; round += 1) {
      // Whichever comes second has what the first one leaves behind to share the machine with.
      const order = round % 2 === 0 ? [silent, telling] : [telling, silent]
      const rates = new Map()
      for (const outbox of order) rates.set(outbox, await outbox.rate(count))
      pairs.push([rates.get(silent), rates.get(telling)])
    }
    await silent.close()
    await telling.close()
    rows.push({
      figure: `signed sends through the outbox with events, ${name}, against EVENTS=off`,
      limit: '>= 0.95',
      measured: ratio(median(pairs.map(([off, on]) => on / off))),
      beside: `${perSecond(median(pairs.map(([, rate]) => rate)))} against ${perSecond(median(pairs.map(([rate]) => rate)))}`,
    })
  }
  await bench.close()
  return rows
}
