import { sourceModules } from '../source-modules.mjs'
import { openBench } from '../server/support/bench-server.mjs'
import { fillHistory } from '../server/support/fill.mjs'
import { hasPostgres } from '../server/support/postgres-schema.mjs'
import { median, openOutbox, perSecond, ratio } from '../server/support/rates.mjs'

const { Retention } = await sourceModules('server', 'consent/retention.js')

/** Sends a second while a million messages are cleaned up that are old enough, beside what it sends undisturbed. */
export default async function retention({ isShort }) {
  const [old, count, rounds] = isShort ? [20_000, 300, 3] : [1_000_000, 2_000, 10]
  const kinds = [['SQLite', 'sqlite'], ...((await hasPostgres()) ? [['PostgreSQL', 'postgres']] : [])]
  const rows = []
  for (const [name, kind] of kinds) {
    const bench = await openBench()
    const settings = await bench.database(kind)
    const outbox = await openOutbox(settings)
    await fillHistory(settings, { rows: old, oldest: 94, newest: 92 })
    await outbox.rate(count)
    const undisturbed = []
    const meanwhile = []
    for (let round = 0; round < rounds; round += 1) undisturbed.push(await outbox.rate(count))
    const startedAt = performance.now()
    let minutes
    const forgotten = new Retention(outbox.services, 90).forget().then((messages) => {
      minutes = (performance.now() - startedAt) / 60_000
      return messages
    })
    while (minutes === undefined) meanwhile.push(await outbox.rate(count))
    for (let round = 0; round < rounds; round += 1) undisturbed.push(await outbox.rate(count))
    const messages = await forgotten
    await outbox.close()
    await bench.close()
    if (messages !== old) throw new Error(`${messages} of ${old} were cleaned up`)
    const figure = `clean-up of ${old.toLocaleString('en')} messages beside sending, ${name}`
    const rates = `${perSecond(median(meanwhile))} against ${perSecond(median(undisturbed))}`
    rows.push(
      {
        figure: `${figure}: send rate of undisturbed`,
        limit: '>= 0.9',
        measured: ratio(median(meanwhile) / median(undisturbed)),
        beside: rates,
      },
      {
        figure: `${figure}: done in`,
        limit: '<= 10 minutes',
        measured: `${minutes.toFixed(1)} minutes`,
        beside: '',
      },
    )
  }
  return rows
}
