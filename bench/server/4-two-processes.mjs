import { fork } from 'node:child_process'
import { join } from 'node:path'
import { openBench, openServices } from './support/bench-server.mjs'
import { hasPostgres } from './support/postgres-schema.mjs'
import { perSecond, ratio } from './support/rates.mjs'

const count = 1_500

/** Two server processes on one PostgreSQL outbox, beside one. */
export default async function twoProcesses() {
  const figure = 'two processes on PostgreSQL against one'
  if (!(await hasPostgres()))
    return [{ figure, limit: 'reported', measured: 'not measured', beside: 'no PostgreSQL found' }]
  const bench = await openBench()
  const settings = await bench.database('postgres')
  const opened = await openServices(settings)
  const [one, two] = [await rate(1, settings, opened), await rate(2, settings, opened)]
  await opened.close()
  await bench.close()
  return [
    {
      figure,
      limit: 'reported',
      measured: ratio(two / one),
      beside: `${perSecond(two)} against ${perSecond(one)}`,
    },
  ]
}

async function rate(processes, settings, { enqueue }) {
  await enqueue(count)
  let sent = 0
  let done
  const finished = new Promise((resolve) => (done = resolve))
  const children = Array.from({ length: processes }, () =>
    fork(join(import.meta.dirname, 'support/sending-process.mjs'), { env: { ...process.env, ...settings } }),
  )
  await Promise.all(children.map((child) => new Promise((resolve) => child.once('message', resolve))))
  for (const child of children) child.on('message', () => (sent += 1) === count && done())
  const startedAt = performance.now()
  for (const child of children) child.send('go')
  await finished
  const measured = (1_000 * count) / (performance.now() - startedAt)
  for (const child of children) child.disconnect()
  return measured
}
