import { randomUUID } from 'node:crypto'
import type { LedgerEntry } from '../../src/consent/ledger-entry.js'
import type { NewMessage } from '../../src/store/message-store.js'
import type { StoredToken, SubjectApp } from '../../src/store/store.js'

/** One valid thing of each kind; a test breaks it in one way. */
export const owner: SubjectApp = {
  subject: 'subject-1',
  appId: 'P0000000000000010001',
  customerBelongsTo: 'ALIPAY_CN',
}

export const templateCode = '202109305800000001000001'

export const ledgerEntry = (changed: Partial<LedgerEntry> = {}): LedgerEntry => ({
  ...owner,
  templateCode,
  kind: 'LONG_TERM',
  type: 'AGREE',
  origin: 'COMPONENT',
  inForce: true,
  requestId: randomUUID(),
  answeredAt: '2026-11-20T04:00:00.000Z',
  receivedAt: '2026-11-20T04:00:01.000Z',
  ...changed,
})

export const newMessage = (changed: Partial<NewMessage> = {}): NewMessage => ({
  ...owner,
  requestId: randomUUID(),
  bodyHash: 'hash',
  subscriptionId: 'sub_1',
  templateCode,
  templates: '[{"language":"en","templateParameters":{"orderNo":"1"}}]',
  usesCredit: false,
  createdAt: 1_000,
  ...changed,
})

export const storedToken = (changed: Partial<StoredToken> = {}): StoredToken => ({
  accessToken: 'encrypted-access',
  accessTokenExpiresAt: 10_000,
  refreshToken: 'encrypted-refresh',
  refreshTokenExpiresAt: 20_000,
  ...changed,
})
