import type { BackendCaller } from './backend.js'
import { getTemplates, postAuthorization } from './backend-api.js'
import {
  type App,
  type AuthCode,
  type AuthorizationAnswer,
  type CodePurpose,
  findTemplate,
  type ServedTexts,
} from './contract.js'
import type { Host, OpenPanel } from './host.js'
import { findApp, getAuthCode } from './jsapi.js'
import type { Lifetime } from './lifetime.js'
import type { SubscribeRequest } from './options.js'

/** What one flow remembers from open to open. Gone with the page. */
export interface FlowMemory {
  /** The code of the `authCode` option that was used: it works once. */
  spentAuthCode?: string
  /** What `my.getSiteInfo` said. */
  site?: string
  /** The panel that is shown, or still says that nothing was subscribed. */
  panel?: OpenPanel | undefined
  /** Sender and texts by address. */
  templates: Partial<Record<string, Promise<ServedTexts>>>
  /** What the last open that was authorized heard from the backend: `source` is address, app and site. */
  known?: { source: string; session: AuthorizationAnswer; until: number } | undefined
  /** Ends when the component goes: bounds what goes on after a result. */
  mounted: Lifetime
}

/** What the steps of one open share. */
export interface FlowContext extends BackendCaller {
  host: Host
  request: SubscribeRequest
  memory: FlowMemory
  /** Until the result. */
  lifetime: Lifetime
  /** Moves the flow on; throws when the open is over. */
  advance(event: 'ASK' | 'SUBMIT'): void
  /** Closes from outside. */
  cancel: () => void
  /** The panel stays after the result, to say that nothing was subscribed. */
  keepPanel?: boolean
}

export async function readApp({ host, lifetime, request, memory }: FlowContext): Promise<App> {
  const { timeoutMs, appId } = request
  const customerBelongsTo = request.customerBelongsTo || memory.site
  const app = await findApp({ host, lifetime, timeoutMs }, { appId, customerBelongsTo })
  if (!request.customerBelongsTo) memory.site = app.customerBelongsTo
  return app
}

/** Which backend speaks about which mini program: what it said counts nowhere else. */
export const sourceOf = ({ backendUrl }: SubscribeRequest, { appId, customerBelongsTo }: App): string =>
  [backendUrl, appId, customerBelongsTo].join(' ')

/** The first code, and the session that the backend makes of it. `onAwaitBackend` is called when the code is there. */
export function authorize(
  context: FlowContext,
  app: App,
  onAwaitBackend?: () => void,
): Promise<AuthorizationAnswer> {
  const { memory } = context
  const { scopes, templateIds, authCode: passed } = context.request
  const newCode = async (): Promise<AuthCode<'USER_INFO'>> => {
    // A code that the caller passed works once, so it serves the first open only.
    const isUnspent = passed && passed !== memory.spentAuthCode
    if (isUnspent) memory.spentAuthCode = passed
    const code = isUnspent
      ? (passed as AuthCode<'USER_INFO'>)
      : await askForCode<'USER_INFO'>(context, scopes)
    onAwaitBackend?.()
    return code
  }
  return postAuthorization(context, app, scopes, templateIds, newCode)
}

/** Asks the super app for a code. Every scope but auth_base opens its dialog, so a person has to answer. */
export function askForCode<Purpose extends CodePurpose>(
  { host, request, lifetime }: FlowContext,
  scopes: string[],
): Promise<AuthCode<Purpose>> {
  const ms = scopes.join() === 'auth_base' ? request.timeoutMs : request.personTimeoutMs
  return lifetime.within(ms, 'my.getAuthCode', () => getAuthCode<Purpose>(host.bridge(), scopes))
}

/** Sender and texts. The backend is asked once for each page unless it failed, and not at all if the props say all. */
export function loadTemplates({ host, request, memory }: FlowContext, app: App): Promise<ServedTexts> {
  const { templateIds, language, senderName, privacyUrl, templates } = request
  if (senderName && privacyUrl && templateIds.every((code) => findTemplate(templates, code)))
    return Promise.resolve({ textVersion: 'props', templates: [] })

  const key = [sourceOf(request, app), language, ...templateIds].join(' ')
  const known = memory.templates[key]
  if (known) return known
  // It lives as long as the component: an open that is cancelled doesn't end it for the next one.
  const answer = getTemplates({ host, request, lifetime: memory.mounted }, app, templateIds, language)
  answer.catch(() => (memory.templates[key] = undefined))
  memory.templates[key] = answer
  return answer
}
