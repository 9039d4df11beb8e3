import { sourceModules } from '../source-modules.mjs'
import { openAccepting } from '../server/support/accepts.mjs'
import { openBench } from '../server/support/bench-server.mjs'
import { fillHistory } from '../server/support/fill.mjs'
import { hasPostgres, runSql } from '../server/support/postgres-schema.mjs'

const { subjectOf } = await sourceModules('server', 'consent/subject.js')

const [appId, customerBelongsTo] = ['P0000000000000010001', 'ALIPAY_CN']
const dayMs = 86_400_000
const users = 50_000
/** Of a hundred messages two end otherwise than sent; one in 100,000 has a code and a template that nobody else has. */
const columns = {
  subject: `(select names.subject from names where names.i = n.i % ${users})`,
  reference: `'order-' || (i / 3)`,
  templateCode: `case when i % 100000 = 7 then 'RARE' else 'BENCH_' || (i % 20) end`,
  outcome: `case when i % 100 = 1 then 'REJECTED' when i % 100 = 2 then 'EXPIRED' when i % 100000 = 3 then 'UNKNOWN' else 'SENT' end`,
  code: `case when i % 100000 = 1 then 'RARE_CODE' when i % 100 = 1 then 'PROCESS_FAIL' when i % 100 = 2 then 'EXPIRED'
    when i % 100000 = 3 then 'TIMEOUT' else 'SUCCESS' end`,
}
const anyOf = (count) => Math.floor(Math.random() * count)

/** `POST /messages/search` by everything that it takes, on PostgreSQL; three fifths of the messages are of one week. */
export default async function search({ isShort }) {
  const [messages, asked] = isShort ? [50_000, 20] : [5_000_000, 200]
  const title = `search ${messages.toLocaleString('en')} messages on PostgreSQL, p95`
  const limit = '<= 50 ms'
  if (!(await hasPostgres()))
    return [{ figure: title, limit, measured: 'not measured', beside: 'no PostgreSQL found' }]
  const bench = await openBench()
  const settings = await bench.database('postgres')
  const server = await openAccepting(settings)
  const { services } = server
  await nameUsers(settings, services.subjectKey)
  const [busy, before] = [0.6 * messages, 0.4 * messages]
  await fillHistory(settings, { rows: before, oldest: 90, newest: 7, users, name: 'before', columns })
  await fillHistory(settings, { rows: busy, oldest: 7, newest: 0, users, name: 'busy', columns })
  const week = () => {
    const to = Date.now() - anyOf(3_600_000)
    return { from: new Date(to - 7 * dayMs).toISOString(), to: new Date(to).toISOString() }
  }
  const page = async (filter) => (await server.post('/messages/search', { ...filter, limit: 50 })).next
  const kinds = {
    'an order': () => ({ reference: `order-${anyOf(busy / 3)}` }),
    'a user': () => ({ userId: `user-${anyOf(users)}`, customerBelongsTo }),
    'a subscription': () => ({ subscriptionId: `sub-${anyOf(users)}` }),
    'the newest': () => ({}),
    'a week': week,
    'a week, from a page in it': async () => {
      const to = new Date(Date.now() - anyOf(6 * dayMs)).toISOString()
      return { to, cursor: await page({ to }) }
    },
    'a template in a week': () => ({ ...week(), templateCode: `BENCH_${anyOf(20)}` }),
    'a rare template in a week': () => ({ ...week(), templateCode: 'RARE' }),
    'status QUEUED in a week': () => ({ ...week(), status: 'QUEUED' }),
    'status FINISHED in a week': () => ({ ...week(), status: 'FINISHED' }),
    'outcome SENT in a week': () => ({ ...week(), outcome: 'SENT' }),
    'outcome REJECTED in a week': () => ({ ...week(), outcome: 'REJECTED' }),
    'a rare outcome in a week': () => ({ ...week(), outcome: 'UNKNOWN' }),
    'a code in a week': () => ({ ...week(), code: 'PROCESS_FAIL' }),
    'a rare code in a week': () => ({ ...week(), code: 'RARE_CODE' }),
    'a code that nobody has, in a week': () => ({ ...week(), code: 'NOBODY' }),
    'a rare template with a code in a week': () => ({
      ...week(),
      templateCode: 'RARE',
      code: 'PROCESS_FAIL',
    }),
    'dead letters in a week': () => ({ ...week(), at: '/dead-letters/search' }),
    'dead letters of a code in a week': () => ({ ...week(), code: 'RARE_CODE', at: '/dead-letters/search' }),
  }
  const rows = []
  for (const [name, filterOf] of Object.entries(kinds)) {
    const times = []
    let found = 0
    for (let count = 0; count < asked; count += 1) {
      const { at: path = '/messages/search', ...filter } = await filterOf()
      const startedAt = performance.now()
      const answer = await server.post(path, { appId, ...filter, limit: 100 })
      times.push(performance.now() - startedAt)
      found += answer.messages.length
    }
    times.sort((a, b) => a - b)
    const at = (share) => `${times[Math.floor(share * times.length)].toFixed(1)} ms`
    const beside = `p50 ${at(0.5)}, at most ${times.at(-1).toFixed(1)} ms of ${asked}; ${Math.round(found / asked)} found`
    rows.push({ figure: `${title}: ${name}`, limit, measured: at(0.95), beside })
  }
  await server.close()
  await bench.close()
  return rows
}

/** The users of the messages: the server finds those whom it has asked for consent. */
async function nameUsers({ DATABASE_URL }, subjectKey) {
  const subjects = Array.from({ length: users }, (_, index) =>
    subjectOf(subjectKey, { appId, customerBelongsTo }, `user-${index}`),
  )
  await runSql(
    DATABASE_URL,
    `create table names (i bigint primary key, subject text not null);
    insert into names select i - 1, subject from unnest(array['${subjects.join("','")}']) with ordinality as n (subject, i);
    insert into subscriptions (subscription_id, app_id, customer_belongs_to, subject, template_code, type, decided_at)
      select 'sub-' || i, '${appId}', '${customerBelongsTo}', subject, 'BENCH_1', 'AGREE', 1 from names;
    analyze names`,
  )
  await runSql(DATABASE_URL, 'vacuum analyze subscriptions')
}
