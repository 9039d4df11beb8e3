import { randomUUID } from 'node:crypto'
import { eraseUser } from '../../server/dist/index.js'
import { sourceModules } from '../source-modules.mjs'
import { openBench } from '../server/support/bench-server.mjs'
import { fillHistory } from '../server/support/fill.mjs'
import { hasPostgres } from '../server/support/postgres-schema.mjs'
import { median, openOutbox } from '../server/support/rates.mjs'

const { subjectOf } = await sourceModules('server', 'consent/subject.js')

const [appId, customerBelongsTo] = ['P0000000000000010001', 'ALIPAY_CN']

/** How long it takes until no row of one of a million users is found, each with a message that has finished. */
export default async function erase({ isShort }) {
  const [users, erased] = isShort ? [50_000, 10] : [1_000_000, 50]
  const kinds = [['SQLite', 'sqlite'], ...((await hasPostgres()) ? [['PostgreSQL', 'postgres']] : [])]
  const rows = []
  for (const [name, kind] of kinds) {
    const bench = await openBench()
    const settings = await bench.database(kind)
    const outbox = await openOutbox(settings)
    await fillHistory(settings, { rows: users, oldest: 80, newest: 0, users })
    const { services } = outbox
    const times = []
    for (let count = 0; count < erased + 1; count += 1) {
      const userId = randomUUID()
      const subject = subjectOf(services.subjectKey, { appId, customerBelongsTo }, userId)
      await addUser(services, subject, outbox.templateCode)
      const startedAt = performance.now()
      const { messages } = await eraseUser(services, { customerBelongsTo, userId })
      times.push(performance.now() - startedAt)
      const left = await services.store.upkeep.keptAbout([subject])
      if (messages !== 2 || left.messages.length > 0) throw new Error('the user was not erased')
    }
    await outbox.close()
    await bench.close()
    // The first one prepares its statements.
    const warm = times.slice(1)
    rows.push({
      figure: `erase one of ${users.toLocaleString('en')} users, ${name}: until no row is found`,
      limit: '<= 50 ms',
      measured: `${median(warm).toFixed(1)} ms`,
      beside: `at most ${Math.max(...warm).toFixed(1)} ms of ${warm.length}, the first ${times[0].toFixed(1)} ms`,
    })
  }
  return rows
}

/** Who agreed, with a message that is queued and one that was sent. */
async function addUser({ store, clock }, subject, templateCode) {
  const owner = { subject, appId, customerBelongsTo }
  await store.transaction(async (tx) => {
    const [{ subscriptionId }] = await tx.subscriptions.ensure(owner, [templateCode])
    await tx.subscriptions.decide(subscriptionId, { type: 'AGREE', decidedAt: 1, receivedAt: 1, credits: 0 })
    const now = await tx.now(clock)
    const message = (createdAt) => ({
      ...{ requestId: randomUUID(), reference: null, bodyHash: 'h', ...owner },
      ...{ subscriptionId, templateCode, templates: '[]' },
      ...{
        usesCredit: false,
        createdAt,
        sendAt: null,
        expiresAt: now + 259_200_000,
        expiresAfter: 259_200_000,
        traceId: null,
      },
    })
    await tx.messages.insertAll([message(now - 1), message(now)])
    const [claim] = await tx.messages.claimDue({
      ...{ owner: 'bench', app: owner, limit: 1, now, leaseUntil: now + 30_000 },
    })
    const attempt = { outcome: 'SENT', code: 'SUCCESS', detail: null, at: now }
    await tx.messages.recordEnd({ claim, attempt, then: 'FINISH', outcome: 'SENT' })
  })
}
