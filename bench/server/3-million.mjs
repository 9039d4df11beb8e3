import { createRequire } from 'node:module'
import { join } from 'node:path'
import { openBench } from './support/bench-server.mjs'
import { median, openOutbox, perSecond, ratio } from './support/rates.mjs'

const Database = createRequire(join(import.meta.dirname, '../../server/package.json'))('libsql')
const [count, rounds, finished] = [1_000, 5, 1_000_000]

/** Sends a second with a million finished messages in the store, beside an empty one. */
export default async function million() {
  const bench = await openBench()
  const [emptySettings, fullSettings] = [await bench.database('sqlite'), await bench.database('sqlite')]
  const [empty, full] = [await openOutbox(emptySettings), await openOutbox(fullSettings)]
  fill(fullSettings.DATABASE_FILE)
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

function fill(file) {
  const database = new Database(file)
  database.exec(`with recursive n(i) as (select 1 union all select i + 1 from n where i < ${finished})
    insert into messages (request_id, body_hash, subscription_id, subject, app_id, customer_belongs_to, template_code,
      templates, uses_credit, created_at, queued_at, status, outcome, message_id, attempts, due_at, started_at, finished_at)
    select 'old-' || i, 'h', 'sub-' || (i % 50000), 'subject-' || (i % 50000), 'P0000000000000010001', 'ALIPAY_CN',
      'BENCH_1', '[]', 0, i, i, 'FINISHED', 'SENT', 'm' || i, 1, i, i, i from n`)
  database.close()
}
