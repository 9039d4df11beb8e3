import { openBench } from './support/bench-server.mjs'
import { fillHistory } from './support/fill.mjs'
import { median, openOutbox, perSecond, ratio } from './support/rates.mjs'

const [count, rounds, finished] = [1_000, 5, 1_000_000]

/** Sends a second with a million finished messages in the store, beside an empty one. */
export default async function million() {
  const bench = await openBench()
  const [emptySettings, fullSettings] = [await bench.database('sqlite'), await bench.database('sqlite')]
  const [empty, full] = [await openOutbox(emptySettings), await openOutbox(fullSettings)]
  await fillHistory(fullSettings, { rows: finished, oldest: 30, newest: 0 })
  const rates = []
  for (let round = 0; round < rounds; round += 1)
    rates.push([await empty.rate(count), await full.rate(count)])
  await empty.close()
  await full.close()
  await bench.close()
  return [
    {
      figure: 'sends with 1,000,000 finished messages in SQLite, against an empty store',
      limit: '>= 0.9',
      measured: ratio(median(rates.map(([before, after]) => after / before))),
      beside: `${perSecond(median(rates.map(([, after]) => after)))} against ${perSecond(median(rates.map(([before]) => before)))}`,
    },
  ]
}
