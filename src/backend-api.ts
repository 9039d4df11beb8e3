import { type BackendCaller, callBackend, type Recoveries } from './backend.js'
import {
  type App,
  type AuthCode,
  type AuthorizationAnswer,
  type Consent,
  findTemplate,
  type Subscription,
  type SubscriptionsAnswer,
  type TemplateAnswer,
  type TemplatesAnswer,
} from './contract.js'
import type { Clock } from './host.js'
import { field, textField } from './jsapi.js'

/** A version 4 UUID. It has to be unique, not secret: neither mini programs nor old WebViews on http have crypto. */
export function newRequestId(): string {
  return '10000000-1000-4000-8000-100000000000'.replace(/[018]/g, (digit) =>
    // The 8 leaves two bits to chance, the others four.
    (+digit ^ ((Math.random() * 16) >> (+digit / 4))).toString(16),
  )
}

export const isoTime = (clock: Clock): string => new Date(clock.now()).toISOString()

/** `GET /templates`: sender and texts. */
export function getTemplates(
  caller: BackendCaller,
  { appId, customerBelongsTo }: App,
  templateCodes: string[],
  language: string,
): Promise<TemplatesAnswer> {
  const query = Object.entries({
    appId,
    customerBelongsTo,
    templateCodes: templateCodes.join(),
    language,
  }).map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
  return callBackend(caller, { path: `/templates?${query.join('&')}`, isAnswer: isTemplatesAnswer })
}

/** `POST /authorizations`: the first code becomes a session. `newCode` is asked again if a code was refused. */
export async function postAuthorization(
  caller: BackendCaller,
  app: App,
  scopes: string[],
  templateCodes: string[],
  newCode: () => Promise<AuthCode<'USER_INFO'>>,
): Promise<AuthorizationAnswer> {
  // The code is part of what makes two requests the same one (contract, rule b): each has its own requestId.
  const withCode = async () => ({ authCode: await newCode(), requestId: newRequestId() })
  let attempt = await withCode()
  return callBackend(
    caller,
    {
      path: '/authorizations',
      body: () => ({ ...app, scopes, templateCodes, ...attempt }),
      isAnswer: isAuthorizationAnswer,
    },
    {
      NEW_CODE: async () => {
        attempt = await withCode()
        return true
      },
    },
  )
}

/** What is posted to `/subscriptions`. Without answers it only renews the authorization. */
export interface Submission {
  requestId: string
  answers: TemplateAnswer[]
  consent?: Omit<Consent, 'sentAt'>
}

/**
 * `POST /subscriptions`: the answers, with the second code where there is one; `authCode` is read for each try.
 * Gives what stands now.
 */
export async function postSubscriptions(
  caller: BackendCaller,
  session: { sessionToken: string },
  { requestId, answers, consent }: Submission,
  authCode: () => AuthCode<'MESSAGE'> | undefined,
  recoveries?: Recoveries,
): Promise<Subscription[]> {
  const { subscriptions } = await callBackend(
    caller,
    {
      path: '/subscriptions',
      token: () => session.sessionToken,
      body: () => ({
        requestId,
        answers,
        ...(consent && { consent: { ...consent, sentAt: isoTime(caller.host.clock) } }),
        authCode: authCode(),
      }),
      // The answers that were posted must have a decision in force now.
      isAnswer: (data): data is SubscriptionsAnswer =>
        isSubscriptionsAnswer(data) &&
        answers.every(({ templateCode }) => findTemplate(data.subscriptions, templateCode)?.type),
    },
    recoveries,
  )
  return subscriptions
}

/** Whether `data[name]` is a list whose entries all have these texts. */
function hasList(data: unknown, name: string, ...fields: string[]): boolean {
  const list = field(data, name)
  return Array.isArray(list) && list.every((one) => fields.every((text) => textField(one, text)))
}

const isSubscriptionsAnswer = (data: unknown): data is SubscriptionsAnswer =>
  hasList(data, 'subscriptions', 'subscriptionId', 'templateCode', 'needs')

const isAuthorizationAnswer = (data: unknown): data is AuthorizationAnswer =>
  Boolean(textField(data, 'sessionToken') && textField(data, 'subject')) && isSubscriptionsAnswer(data)

const isTemplatesAnswer = (data: unknown): data is TemplatesAnswer =>
  hasList(data, 'templates', 'templateCode', 'title')
