/** Rows as the database gives them: the same for SQLite and PostgreSQL. Times are milliseconds since 1970. */
export interface Tables {
  consentLedger: {
    seq: number
    previousHash: string
    hash: string
    subject: string
    entry: string
  }
  subscriptions: {
    subscriptionId: string
    subject: string
    appId: string
    customerBelongsTo: string
    templateCode: string
    type: 'AGREE' | 'REJECT' | null
    decidedAt: number | null
    credits: number
    withdrawnAt: number
  }
  tokens: {
    subject: string
    appId: string
    customerBelongsTo: string
    accessToken: string
    accessTokenExpiresAt: number
    refreshToken: string
    refreshTokenExpiresAt: number
    version: number
    refreshLeaseUntil: number
  }
  userInfos: {
    subject: string
    appId: string
    customerBelongsTo: string
    info: string
    receivedAt: number
  }
  authCodes: { codeHash: string; claimedAt: number }
  idempotencyRecords: {
    scope: string
    requestId: string
    requestHash: string
    state: 'RUNNING' | 'DONE'
    leaseUntil: number
    answer: string | null
    finishedAt: number | null
  }
  messages: {
    requestId: string
    bodyHash: string
    subscriptionId: string
    subject: string
    appId: string
    customerBelongsTo: string
    templateCode: string
    templates: string
    usesCredit: number
    createdAt: number
    queuedAt: number
    status: 'QUEUED' | 'SENDING' | 'FINISHED'
    outcome: 'SENT' | 'REJECTED' | 'UNKNOWN' | 'PURGED' | null
    messageId: string | null
    code: string | null
    detail: string | null
    attempts: number
    wasUnknown: number
    unknownCode: string | null
    retries: number
    dueAt: number
    owner: string | null
    startedAt: number | null
    finishedAt: number | null
  }
  attempts: {
    requestId: string
    number: number
    startedAt: number
    finishedAt: number | null
    outcome: 'SENT' | 'REJECTED' | 'UNKNOWN' | 'NOT_SENT' | null
    code: string | null
    detail: string | null
  }
}
