import type { AuthCodeAnswer, PageNeeded, SiteInfoAnswer } from '../../superapp/get-auth-code.js'
import type { InboxAnswer } from '../../superapp/phone-routes.js'
import type { PanelNeeded, PanelChoice, SubscribeAnswer } from '../../superapp/request-subscribe-message.js'
import type { PageChoice } from '../phone/layers.js'
import { getJson, post, sendJson } from './ask.js'

export const loadInbox = (userId: string): Promise<InboxAnswer> =>
  getJson(`/superapp/inbox?userId=${encodeURIComponent(userId)}`)

export const askSiteInfo = (request: { userId: string; appId: string }): Promise<SiteInfoAnswer> =>
  sendJson('/superapp/site-info', request)

/** Ends what this user's last visit of the mini program left open. */
export const beginVisit = (visit: { userId: string; appId: string }): Promise<void> =>
  post('/superapp/visits', visit)

export const askAuthCode = (request: {
  userId: string
  appId: string
  scopes: readonly string[]
}): Promise<AuthCodeAnswer | PageNeeded> => sendJson('/superapp/auth-codes', request)

export const answerPage = (pageId: string, choice: PageChoice): Promise<AuthCodeAnswer> =>
  sendJson(`/superapp/authorization-pages/${encodeURIComponent(pageId)}`, choice)

export const askSubscription = (request: {
  userId: string
  appId: string
  entityIds: readonly string[]
}): Promise<SubscribeAnswer | PanelNeeded> => sendJson('/superapp/subscribe-panels', request)

export const answerPanel = (panelId: string, choice: PanelChoice): Promise<SubscribeAnswer> =>
  sendJson(`/superapp/subscribe-panels/${encodeURIComponent(panelId)}`, choice)

/** Tells the sandbox that the user tapped the message, so that its way shows it. */
export const noteOpened = (messageId: string, part: 'body' | 'footer'): Promise<unknown> =>
  sendJson(`/superapp/messages/${encodeURIComponent(messageId)}/open`, { part })
