import type { AuthCodeAnswer } from '../superapp/auth-code-answer.js'
import type { PageNeeded } from '../superapp/get-auth-code.js'
import type { InboxMessage } from '../superapp/inbox.js'
import type { PhoneSession } from '../superapp/phone-session.js'

async function ask<Answer>(path: string, body?: object): Promise<Answer> {
  const response = await fetch(
    path,
    body && { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) },
  )
  if (!response.ok) throw new Error(`${path} answered ${response.status}`)
  return (await response.json()) as Answer
}

export const loadSession = (): Promise<PhoneSession> => ask('/superapp/session')

export const loadInbox = async (userId: string): Promise<InboxMessage[]> =>
  (await ask<{ messages: InboxMessage[] }>(`/superapp/inbox?userId=${encodeURIComponent(userId)}`)).messages

export const askAuthCode = (request: {
  userId: string
  appId: string
  scopes: readonly string[]
}): Promise<AuthCodeAnswer | PageNeeded> => ask('/superapp/auth-codes', request)

export const answerPage = (pageId: string, answer: 'allow' | 'refuse'): Promise<AuthCodeAnswer> =>
  ask(`/superapp/authorization-pages/${encodeURIComponent(pageId)}`, { answer })
