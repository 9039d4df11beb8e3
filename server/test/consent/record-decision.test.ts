import { Apps } from '../../src/apps.js'
import { openSqliteStore } from '../../src/store/sqlite.js'
import type { Store } from '../../src/store/store.js'
import { withdrawUnasked } from '../../src/consent/decisions.js'
import { appsFile, oneTimeCode, templateCode } from '../support/apps-file.js'
import { ledgerKeys, newMessage, owner } from '../support/builders.js'

let store: Store
beforeEach(async () => {
  store = openSqliteStore(':memory:')
  await store.migrate()
})
afterEach(() => store.close())

const cause = {
  origin: 'SUPER_APP',
  code: 'USER_NOT_SUBSCRIBED',
  requestId: 'hash-of-an-order',
  ...{ decidedAt: 4_000, now: 5_000 },
} as const

async function withdraw(code: string, apps = appsFile) {
  const [subscription] = await store.subscriptions.ensure(owner, [code])
  const agreed = { type: 'AGREE', decidedAt: 1_000, receivedAt: 1_000, credits: 1 } as const
  await store.subscriptions.decide(subscription!.subscriptionId, agreed)
  const { subscriptionId } = subscription!
  await store.messages.insert(newMessage({ requestId: 'waits', subscriptionId }))
  await store.transaction((tx) =>
    withdrawUnasked({ apps: new Apps(apps), ledgerKeys }, tx, subscription!, cause),
  )
  const { subscriptions, ledger, messages } = await store.upkeep.keptAbout([owner.subject])
  return { subscriptions, messages, entry: JSON.parse((ledger[0] as { entry: string }).entry) as object }
}

test('it stands in the ledger with where it was made, is in force, and the queue goes with it', async () => {
  const { subscriptions, entry, messages } = await withdraw(oneTimeCode)
  const { origin, requestId } = cause
  expect(entry).toMatchObject({
    ...owner,
    type: 'REJECT',
    kind: 'ONE_TIME',
    origin,
    requestId,
    inForce: true,
    ...{ decidedAt: '1970-01-01T00:00:04.000Z', receivedAt: '1970-01-01T00:00:05.000Z' },
  })
  expect(subscriptions).toMatchObject([{ type: 'REJECT', decidedAt: 4_000, withdrawnAt: 5_000, credits: 0 }])
  expect(messages).toMatchObject([{ requestId: 'waits', status: 'FINISHED', outcome: 'PURGED' }])
})

test('a template that has left the configuration can still be withdrawn from', async () => {
  const without = [{ ...appsFile[0]!, templates: [] }]
  const { entry } = await withdraw(templateCode, without)
  expect(entry).toMatchObject({ templateCode, type: 'REJECT', kind: 'LONG_TERM' })
})
