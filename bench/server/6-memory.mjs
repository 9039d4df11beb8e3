import { openBench } from './support/bench-server.mjs'
import { median, openOutbox } from './support/rates.mjs'

const [quarters, rounds, count] = [4, 10, 2_500]

/** Resident memory while 100,000 messages are sent, as far as the time allows. */
export default async function memory() {
  const bench = await openBench()
  const outbox = await openOutbox(await bench.database('sqlite'))
  const until = Date.now() + 220_000
  const [samples, sizes] = [[], []]
  for (let round = 0; round < quarters * rounds && Date.now() < until; round += 1) {
    await outbox.rate(count)
    samples.push(process.memoryUsage().rss / 2 ** 20)
    sizes.push(count)
  }
  await outbox.close()
  await bench.close()
  const quarter = Math.floor(samples.length / quarters)
  const second = median(samples.slice(quarter, 2 * quarter))
  const last = median(samples.slice(-quarter))
  const sent = sizes.length * count
  return [
    {
      figure: `memory while sending ${sent.toLocaleString('en')}: last quarter against the second`,
      limit: '<= 1.10',
      measured: (last / second).toFixed(2),
      beside: `${last.toFixed(0)} MiB against ${second.toFixed(0)} MiB resident${sent < 100_000 ? '; cut short by the time limit' : ''}`,
    },
  ]
}
