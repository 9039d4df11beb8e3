import { openBench } from '../server/support/bench-server.mjs'
import { median, openOutbox } from '../server/support/rates.mjs'

/** Resident memory of half an hour of sending: its last quarter against the second. */
export default async function memory({ isShort }) {
  const [minutes, count] = isShort ? [1, 500] : [30, 2_500]
  const bench = await openBench()
  const outbox = await openOutbox(await bench.database('sqlite'))
  const startedAt = performance.now()
  const samples = []
  let sent = 0
  const quarterNow = () => Math.floor((4 * (performance.now() - startedAt)) / (minutes * 60_000))
  while (quarterNow() < 4) {
    await outbox.rate(count)
    sent += count
    samples.push({ quarter: quarterNow(), mib: process.memoryUsage().rss / 2 ** 20 })
  }
  await outbox.close()
  await bench.close()
  const of = (quarter) => median(samples.filter((one) => one.quarter === quarter).map(({ mib }) => mib))
  const [second, last] = [of(1), of(3)]
  return [
    {
      figure: `memory of ${minutes} minutes of sending: last quarter against the second`,
      limit: '<= 1.05',
      measured: (last / second).toFixed(2),
      beside: `${last.toFixed(0)} MiB against ${second.toFixed(0)} MiB resident; ${sent.toLocaleString('en')} messages`,
    },
  ]
}
