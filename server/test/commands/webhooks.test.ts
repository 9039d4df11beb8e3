import { newWebhookSecret, runWebhooks, type WebhooksArguments } from '../../src/commands/webhooks.js'
import { webhookSecrets } from '../../src/config/webhook.js'
import { appsFile } from '../support/apps-file.js'
import { owner } from '../support/builders.js'
import { withMerchant } from '../support/merchant.js'

const merchant = withMerchant()
const { appId } = owner
const run = (given: WebhooksArguments = {}) => runWebhooks(merchant().services, given)

beforeEach(async () => {
  const webhook = { url: 'https://shop.example/hooks', secrets: [] }
  merchant().services.apps.replace(appsFile.map((app) => ({ ...app, webhook })))
})

/** A webhook that has posted one event, with `before` a second ago. */
async function posted(): Promise<number> {
  const { store } = merchant().services
  await store.webhooks.ensure([{ appId, urlHash: 'hash' }])
  const now = Date.parse(merchant().at())
  const event = { appId, subject: 's', type: 'subscription.changed', happenedAt: now, data: {} } as const
  await store.events.add([event])
  const [told] = await store.events.after({ xid: 0, seq: 0 }, [appId], 1)
  const round = { appId, at: now, failed: [], done: [], hasTaken: true, hasFailed: false }
  await store.webhooks.record({ ...round, read: { from: { xid: 0, seq: 0 }, to: told! } })
  return now
}

test('says that none was used, that all is taken, and since when one takes nothing', async () => {
  expect(await run()).toEqual(['no webhook has been used yet'])
  const now = await posted()
  expect(await run()).toEqual([`${appId}: all is taken`])
  const { store } = merchant().services
  const [told] = await store.events.after({ xid: 0, seq: 0 }, [appId], 1)
  const failed = [{ xid: told!.xid, seq: told!.seq, attempts: 1, firstFailedAt: now, dueAt: now + 5_000 }]
  await store.webhooks.record({ appId, at: now, failed, done: [], hasTaken: false, hasFailed: true })
  const since = merchant().at()
  expect(await run({ app: appId })).toEqual([
    `${appId}: waits since ${since}, 1 tried again; takes nothing since ${since}`,
  ])
  await store.webhooks.switchOff(appId, now)
  expect(await run()).toEqual([`${appId}: off since ${since}; waits since ${since}, 1 tried again`])
  expect(await run({ on: appId })).toEqual([`${appId}: on; what has waited is posted`])
  expect(await run()).toEqual([`${appId}: waits since ${since}, 1 tried again`])
})

test('replays what happened since a time', async () => {
  await posted()
  const [since, later] = [merchant().at(), merchant().at(1_000)]
  expect(await run({ replay: true, from: later })).toEqual([
    `${appId}: nothing was posted that happened since ${later}`,
  ])
  expect(await run({ replay: true, from: since, app: appId })).toEqual([
    `${appId}: what happened since ${since} is posted again, with the same ids`,
  ])
  expect(await run()).toEqual([`${appId}: waits since ${since}, 0 tried again`])
})

test.each([
  ['an app without a webhook', { on: 'P9' }, 'app P9 has no webhook'],
  ['a replay of all times', { replay: true }, 'needs --from'],
  ['a time that is none', { replay: true, from: 'yesterday' }, 'must be like 2026-11-29'],
  ['a time without a replay', { from: '2026-11-29' }, 'belongs to --replay'],
] as const)('%s is refused', async (_what, given, why) => {
  await expect(run(given)).rejects.toThrow(why)
})

test('makes secrets that the configuration takes, each another one', () => {
  const [one, two] = [newWebhookSecret(), newWebhookSecret()]
  expect(webhookSecrets(`${one},${two}`)).toHaveLength(2)
  expect(one).not.toBe(two)
})
