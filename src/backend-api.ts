import { type BackendCaller, callBackend, type Recoveries } from './backend.js'
import {
  type App,
  type AuthCode,
  type AuthorizationAnswer,
  type Consent,
  findTemplate,
  type Subscription,
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
  return callBackend(caller, { path: `/templates?${query.join('&')}`, read: readTemplates })
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
      read: readAuthorization,
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
export function postSubscriptions(
  caller: BackendCaller,
  session: { sessionToken: string },
  { requestId, answers, consent }: Submission,
  authCode: () => AuthCode<'MESSAGE'> | undefined,
  recoveries?: Recoveries,
): Promise<Subscription[]> {
  return callBackend(
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
      read: (data) => readSubscriptions(data, answers),
    },
    recoveries,
  )
}

/** The list at `data[name]`, whose entries all have these texts; throws otherwise. */
function readList(data: unknown, name: string, ...fields: string[]): unknown[] {
  const list = field(data, name)
  if (!Array.isArray(list)) throw new Error(`no list ${name}`)
  const isWhole = list.every((one) => fields.every((text) => textField(one, text)))
  if (!isWhole) throw new Error(`an entry of ${name} lacks ${fields.join(' or ')}`)
  return list
}

/** The answers that were posted must have a decision in force now. */
function readSubscriptions(data: unknown, posted: TemplateAnswer[] = []): Subscription[] {
  const list = readList(data, 'subscriptions', 'subscriptionId', 'templateCode', 'needs') as Subscription[]
  const isDecided = posted.every(({ templateCode }) => findTemplate(list, templateCode)?.type)
  if (!isDecided) throw new Error('an answer that was posted has no decision')
  return list
}

function readAuthorization(data: unknown): AuthorizationAnswer {
  if (!textField(data, 'sessionToken') || !textField(data, 'subject')) throw new Error('no session')
  readSubscriptions(data)
  return data as AuthorizationAnswer
}

function readTemplates(data: unknown): TemplatesAnswer {
  readList(data, 'templates', 'templateCode', 'title')
  return data as TemplatesAnswer
}
