import { randomUUID } from 'node:crypto'
import type { LedgerEntry } from '../../src/consent/ledger.js'
import {
  attemptsOf,
  type Attempt,
  type MessageKey,
  type NewMessage,
  type Store,
  type StoredMessage,
  type StoredToken,
  type SubjectApp,
} from '../../src/store/store.js'

/** One valid thing of each kind; a test breaks it in one way. */
export const owner: SubjectApp = {
  subject: 'subject-1',
  appId: 'P0000000000000010001',
  customerBelongsTo: 'ALIPAY_CN',
}

/** For the MACs of ledger rows. */
export const ledgerKeys: readonly [Buffer, ...Buffer[]] = [Buffer.alloc(32, 5)]

export const templateCode = '202109305800000001000001'

export const ledgerEntry = (changed: Partial<LedgerEntry> = {}): LedgerEntry => ({
  ...owner,
  templateCode,
  kind: 'LONG_TERM',
  type: 'AGREE',
  origin: 'COMPONENT',
  inForce: true,
  requestId: randomUUID(),
  decidedAt: '2026-11-20T04:00:00.000Z',
  receivedAt: '2026-11-20T04:00:01.000Z',
  ...changed,
})

export const newMessage = (changed: Partial<NewMessage> = {}): NewMessage => ({
  ...owner,
  requestId: randomUUID(),
  reference: null,
  bodyHash: 'hash',
  subscriptionId: 'sub_1',
  templateCode,
  templates: '[{"language":"en","templateParameters":{"orderNo":"1"}}]',
  usesCredit: false,
  createdAt: 1_000,
  sendAt: null,
  expiresAt: 1e12,
  expiresAfter: 259_200_000,
  traceId: null,
  ...changed,
})

export const keyOf = (requestId: string): MessageKey => ({ appId: owner.appId, requestId })

export const findMessage = (store: Store, requestId: string): Promise<StoredMessage | undefined> =>
  store.messages.find(keyOf(requestId))

export async function timelineOf(store: Store, requestId: string): Promise<Attempt[] | undefined> {
  const message = await findMessage(store, requestId)
  return message && attemptsOf(message)
}

export const storedToken = (changed: Partial<StoredToken> = {}): StoredToken => ({
  accessToken: 'encrypted-access',
  accessTokenExpiresAt: 10_000,
  refreshToken: 'encrypted-refresh',
  refreshTokenExpiresAt: 20_000,
  ...changed,
})
