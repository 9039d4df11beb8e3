import { verifyLedger } from '../../src/commands/verify-ledger.js'
import { deleteApp, exportApp } from '../../src/consent/leaving.js'
import { appsFile } from '../support/apps-file.js'
import { ledgerKeys, newMessage, owner } from '../support/builders.js'
import { onBothStores } from '../support/on-both-stores.js'

const rice = owner.appId
const noodles = 'P0000000000000020001'
const appsOf = (...appIds: string[]) => appIds.map((appId) => ({ ...appsFile[0]!, appId }))

interface Line {
  kind: string
  [field: string]: unknown
}

onBothStores((merchant) => {
  beforeEach(() => merchant().services.apps.replace(appsOf(rice, noodles)))

  /** A user who has agreed, with a message that was sent and one that waits. */
  async function used(appId: string, userId: string): Promise<void> {
    const authCode = merchant().stub.codeOf(userId)
    const { body } = await merchant().authorizations({ appId, authCode })
    const agreed = await merchant().answer(body.sessionToken, 'AGREE', { userId })
    const { subscriptionId } = agreed.body.subscriptions[0]!
    await merchant().messages(subscriptionId, { requestId: `${userId}-sent` })
    await merchant().sender.sendDue()
    await merchant().messages(subscriptionId, { requestId: `${userId}-queued` })
  }

  async function exportOf(appId: string): Promise<Line[]> {
    const lines: Line[] = []
    for await (const line of exportApp(merchant().services, appId)) lines.push(JSON.parse(line) as Line)
    return lines
  }
  const kindsOf = (lines: readonly Line[]) => lines.map(({ kind }) => kind)

  test('an export has all that is kept of the app, nothing of another one, and no token', async () => {
    merchant().services.userInfo = {}
    await used(noodles, 'user-2')
    await used(rice, 'user-1')
    const lines = await exportOf(rice)
    expect(lines).toMatchObject([
      { kind: 'app', appId: rice },
      { kind: 'subscription' },
      { kind: 'authorization', accessTokenExpiresAt: expect.any(Number) },
      { kind: 'userInfo', userInfo: { nickName: 'Mei' } },
      { kind: 'consent', seq: 1, hash: expect.any(String) },
      { kind: 'event', type: 'subscription.changed', data: { type: 'AGREE' } },
      { kind: 'event', type: 'message.finished', data: { requestId: 'user-1-sent' } },
      { kind: 'message', requestId: 'user-1-queued', status: 'QUEUED', attempts: [] },
      { kind: 'message', requestId: 'user-1-sent', outcome: 'SENT', attempts: [{ outcome: 'SENT' }] },
      { kind: 'end', lines: lines.length - 1 },
    ])
    const text = JSON.stringify(lines)
    expect(text).not.toMatch(new RegExp(`user-2|${noodles}`))
    const tokens = merchant().stub.calls.map(({ fields }) => fields.accessToken as string)
    expect(tokens.filter((token) => token && text.includes(token))).toEqual([])
  })

  test('an export of many pages has each row once', async () => {
    const all = Array.from({ length: 1_001 }, (_, index) => newMessage({ requestId: `order-${index}` }))
    await merchant().services.store.messages.insertAll(all)
    const found = (await exportOf(rice)).flatMap(({ requestId }) => requestId ?? [])
    expect(new Set(found).size).toBe(1_001)
    expect(found).toHaveLength(1_001)
  })

  test('events come in the order of the feed, each once, however short the pages are', async () => {
    for (const userId of ['user-1', 'user-2', 'user-3']) await used(rice, userId)
    const { appData, events } = merchant().services.store
    const feed = await events.after({ xid: 0, seq: 0 }, [rice], 100)
    const ids: unknown[] = []
    let after: Awaited<ReturnType<typeof appData.page>>[number] | undefined
    do {
      ;[after] = await appData.page('event', rice, { limit: 1, after })
      if (after) ids.push(after.eventId)
    } while (after)
    expect(ids.length).toBeGreaterThan(3)
    expect(ids).toEqual(feed.map(({ eventId }) => eventId))
  })

  test('after a delete the app has left nothing but its chain, which tells the withdrawals; others are as they were', async () => {
    for (const userId of ['user-1', 'user-2']) await used(rice, userId)
    await used(noodles, 'user-3')
    merchant().services.apps.replace(appsOf(noodles))
    expect(await deleteApp(merchant().services, rice)).toEqual({ users: 2, messages: 4, ledger: 0 })
    const left = await exportOf(rice)
    expect(kindsOf(left)).toEqual(['app', ...Array.from({ length: 4 }, () => 'consent'), 'end'])
    const entries = left.flatMap(({ entry }) => (entry === undefined ? [] : [JSON.parse(entry as string)]))
    expect(entries.map(({ type, origin }) => `${type} ${origin}`)).toEqual([
      ...['AGREE COMPONENT', 'AGREE COMPONENT', 'REJECT ERASURE', 'REJECT ERASURE'],
    ])
    expect(await merchant().sender.sendDue()).toBe(1)
    expect(await merchant().message('user-3-queued')).toMatchObject({ outcome: 'SENT' })
    expect(await deleteApp(merchant().services, rice)).toEqual({ users: 0, messages: 0, ledger: 0 })
  })

  test('a delete with the ledger takes its chain too, and leaves those of others whole', async () => {
    await used(rice, 'user-1')
    await used(noodles, 'user-2')
    merchant().services.apps.replace(appsOf(noodles))
    expect(await deleteApp(merchant().services, rice, { withLedger: true })).toMatchObject({ ledger: 2 })
    expect(kindsOf(await exportOf(rice))).toEqual(['app', 'end'])
    const { chains } = await verifyLedger(merchant().services.store.ledger, ledgerKeys)
    expect(chains).toEqual([expect.objectContaining({ appId: noodles, rows: 1 })])
    expect(chains[0]).not.toHaveProperty('broken')
  })

  test('an app that is configured is not deleted', async () => {
    await used(rice, 'user-1')
    await expect(deleteApp(merchant().services, rice)).rejects.toMatchObject({ code: 'APP_IN_USE' })
    expect(await merchant().sender.sendDue()).toBe(1)
  })
})
