import { createRequire } from 'node:module'
import { join } from 'node:path'
import { openPostgresStore } from '../../../server/dist/index.js'
import { runSql } from './postgres-schema.mjs'

const Database = createRequire(join(import.meta.dirname, '../../../server/package.json'))('libsql')
const dayMs = 86_400_000
const chunk = 200_000

const sent = { reference: 'null', templateCode: `'BENCH_1'`, outcome: `'SENT'`, code: `'SUCCESS'` }

/**
 * Finished messages, spread evenly over the days from `oldest` to `newest` (days ago), and over `users` users; as the
 * server leaves them, with their keys. `name` begins their requestIds, `columns` are SQL of the number i.
 */
export async function fillHistory(
  settings,
  { rows, oldest, newest, users = 50_000, name = 'old', columns = sent },
) {
  const { reference, templateCode, outcome, code } = columns
  const subject = columns.subject ?? `'subject-' || (i % ${users})`
  const from = Date.now() - oldest * dayMs
  const step = ((oldest - newest) * dayMs) / rows
  const at = `cast(${from} + i * ${step} as ${settings.DATABASE_URL ? 'bigint' : 'integer'})`
  const templates = `'[{"language":"en","templateParameters":{"orderNo":"' || i || '","storeName":"Yummy Chicken Rice"}}]'`
  const history = `insert into message_history (app_id, request_id, reference, subscription_id, customer_belongs_to, subject,
      template_code, templates, uses_credit, created_at, queued_at, expires_at, expires_after, outcome, message_id, code,
      attempts, was_unknown, retries, started_at, finished_at, timeline)
    select 'P0000000000000010001', '${name}-' || i, ${reference}, 'sub-' || (i % ${users}), 'ALIPAY_CN', ${subject},
      ${templateCode}, ${templates}, 0, ${at}, ${at}, ${at} + 259200000, 259200000, ${outcome}, '000bench' || i, ${code},
      1, 0, 0, ${at}, ${at}, '' from n`
  const keys = `insert into message_keys (app_id, request_id, body_hash, created_at)
    select 'P0000000000000010001', '${name}-' || i, '0123456789012345678901234567890123456789012' || i, ${at} from n`
  if (settings.DATABASE_URL) await makeDays(settings.DATABASE_URL, oldest, newest)
  for (let first = 1; first <= rows; first += chunk) {
    const last = Math.min(rows, first + chunk - 1)
    for (const statement of [history, keys]) await fill(settings, statement, first, last)
  }
  if (settings.DATABASE_URL)
    await runSql(settings.DATABASE_URL, 'vacuum analyze message_history, message_keys')
}

/** `statement` reads the numbers from `first` to `last` as n (i). */
async function fill({ DATABASE_URL, DATABASE_FILE }, statement, first, last) {
  if (DATABASE_URL) {
    await runSql(
      DATABASE_URL,
      `with n as (select i from generate_series(cast(${first} as bigint), ${last}) as i) ${statement}`,
    )
    return
  }
  const database = new Database(DATABASE_FILE)
  database.exec(
    `with recursive n(i) as (select ${first} union all select i + 1 from n where i < ${last}) ${statement}`,
  )
  database.close()
}

async function makeDays(url, oldest, newest) {
  const store = openPostgresStore(url)
  for (let ago = oldest; ago >= newest; ago -= 1) await store.history.prepare(Date.now() - ago * dayMs)
  await store.close()
}
