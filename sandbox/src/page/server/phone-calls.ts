import type { AuthCodeAnswer } from '../../superapp/auth-code-answer.js'
import type { PageNeeded } from '../../superapp/get-auth-code.js'
import type { InboxMessage } from '../../superapp/inbox.js'
import type { PhoneSession } from '../../superapp/phone-session.js'
import { getJson, sendJson } from './ask.js'

export const loadSession = (): Promise<PhoneSession> => getJson('/superapp/session')

export const loadInbox = async (userId: string): Promise<InboxMessage[]> =>
  (await getJson<{ messages: InboxMessage[] }>(`/superapp/inbox?userId=${encodeURIComponent(userId)}`))
    .messages

export const askAuthCode = (request: {
  userId: string
  appId: string
  scopes: readonly string[]
}): Promise<AuthCodeAnswer | PageNeeded> => sendJson('/superapp/auth-codes', request)

export const answerPage = (pageId: string, answer: 'allow' | 'refuse'): Promise<AuthCodeAnswer> =>
  sendJson(`/superapp/authorization-pages/${encodeURIComponent(pageId)}`, { answer })
