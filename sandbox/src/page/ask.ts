import type { AuthCodeAnswer, PageNeeded, SiteInfoAnswer } from '../superapp/get-auth-code.js'
import type { InboxAnswer } from '../superapp/phone-routes.js'
import type { PanelNeeded, PanelChoice, SubscribeAnswer } from '../superapp/request-subscribe-message.js'
import type { PageChoice } from './phone/layers-view.js'

/** The sandbox said no; the message is its own sentence. */
class RefusedByServer extends Error {
  constructor(
    message: string,
    /** Of HTTP. */
    readonly status: number,
  ) {
    super(message)
  }
}

/** Throws RefusedByServer where the sandbox says no. */
async function accepted(response: Response): Promise<Response> {
  if (response.ok) return response
  const answer = (await response.json().catch(() => ({}))) as { error?: { message?: string } }
  throw new RefusedByServer(
    answer.error?.message ?? `The sandbox answered ${response.status}.`,
    response.status,
  )
}

const readAnswer = async <Answer>(response: Response): Promise<Answer> =>
  (await (await accepted(response)).json()) as Answer

const getJson = async <Answer>(path: string): Promise<Answer> => readAnswer(await fetch(path))

/** The same as the text that came; undefined where the sandbox answers 404. */
export async function getText(path: string): Promise<string | undefined> {
  const response = await fetch(path)
  return response.status === 404 ? undefined : (await accepted(response)).text()
}

const send = (path: string, body: object, method: string): Promise<Response> =>
  fetch(path, { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })

/** Sends `body` as JSON; throws RefusedByServer with the server's sentence where it says no. */
export const sendJson = async <Answer>(path: string, body: object = {}, method = 'POST'): Promise<Answer> =>
  readAnswer(await send(path, body, method))

/** The same where nothing comes back. */
async function post(path: string, body: object): Promise<void> {
  await accepted(await send(path, body, 'POST'))
}

/** Takes back what stands at `path`. */
export async function remove(path: string): Promise<void> {
  await accepted(await fetch(path, { method: 'DELETE' }))
}

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

const pathOf = (requestLogId: string): string => `/_sandbox/requests/${encodeURIComponent(requestLogId)}`

/** Sends the logged call once more; resolves to the code it was answered with. */
export async function replay(requestLogId: string): Promise<string> {
  const answer = await sendJson<{ resultCode: string | null }>(`${pathOf(requestLogId)}/replay`)
  return answer.resultCode ?? '—'
}

/** The logged call as a command line. */
export const curlOf = async (requestLogId: string): Promise<string> =>
  (await getJson<{ curl: string }>(`${pathOf(requestLogId)}/curl`)).curl
