/**
 * What travels between the front end and a merchant backend, version 1, in the words of docs/contract.md.
 */

export type Decision = 'AGREE' | 'REJECT'

/** What the next open has to get from the user before this template's messages can be sent. */
export type Needs = 'NOTHING' | 'CONSENT' | 'AUTHORIZATION'

/** The merchant's configuration, never guessed: one AGREE = one message, or until withdrawn. */
export type TemplateKind = 'ONE_TIME' | 'LONG_TERM'

/** Which panel was shown. Only BUILTIN can say word for word what the user read. */
export type Surface = 'BUILTIN' | 'NATIVE' | 'ADAPTER'

export interface Subscription {
  /** Random and unguessable: the shop sends it with its order, the merchant addresses messages by it. */
  subscriptionId: string
  templateCode: string
  type: Decision | null
  needs: Needs
}

export interface Sender {
  name: string
  privacyUrl: string
  /** Shown beside the name, as an ornament. */
  logoUrl?: string
  /** Shown as a line of its own where personal data leaves the user's country. */
  transferNotice?: string
}

export interface TemplateText {
  templateCode: string
  title: string
  description?: string
  example?: string
  kind: TemplateKind
}

/** What is known of the texts without the props. A backend of somebody else's may leave the sender out. */
export type ServedTexts = Omit<TemplatesAnswer, 'sender'> & Partial<Pick<TemplatesAnswer, 'sender'>>

export interface TemplatesAnswer {
  sender: Sender
  textVersion: string
  templates: TemplateText[]
}

export interface AuthorizationRequest {
  requestId: string
  appId: string
  customerBelongsTo: string
  scopes: string[]
  authCode: string
  templateCodes: string[]
}

export interface AuthorizationAnswer {
  /** Lives in memory only: never in a body, URL, log or storage. */
  sessionToken: string
  /** ISO 8601. */
  expiresAt: string
  /** Opaque: not the userId, and another one in each app. */
  subject: string
  subscriptions: Subscription[]
}

export interface TemplateAnswer {
  templateCode: string
  type: Decision
}

export interface Consent {
  surface: Surface
  language: string
  textVersion: string
  /** Every string the user could read on the panel, in reading order. Only with surface BUILTIN. */
  text?: string[]
  /** Name and version of the component that showed it. */
  component: string
  /** ISO 8601. */
  shownAt: string
  /** ISO 8601. */
  answeredAt: string
  /** ISO 8601. The device's time of this very post, set anew for each: the server takes the device's clock from it. */
  sentAt: string
}

export interface SubscriptionsRequest {
  requestId: string
  /** Empty with a code: only renews the authorization, without `consent`. */
  answers: TemplateAnswer[]
  authCode?: string
  consent?: Consent
}

export interface SubscriptionsAnswer {
  subscriptions: Subscription[]
}

/** The backend's error codes; docs/contract.md says for each what the flow does. */
export type BackendErrorCode =
  | 'INVALID_REQUEST'
  | 'SESSION_EXPIRED'
  | 'SUBJECT_MISMATCH'
  | 'APP_NOT_ALLOWED'
  | 'TEMPLATE_NOT_FOUND'
  | 'REQUEST_ID_REUSED'
  | 'AUTH_CODE_SPENT'
  | 'AUTH_CODE_EXPIRED'
  | 'AUTH_CODE_INVALID'
  | 'MIXED_TEMPLATE_KINDS'
  | 'RATE_LIMITED'
  | 'PLATFORM_UNAVAILABLE'
  | 'UNAVAILABLE'

export interface BackendErrorBody {
  error: { code: BackendErrorCode | (string & {}); message: string }
}

/** Which mini program in which super app. */
export interface App {
  appId: string
  customerBelongsTo: string
}

/** The entry for one template, in any of the contract's lists. */
export function findTemplate<T extends { templateCode: string }>(
  list: T[],
  templateCode: string,
): T | undefined {
  return list.find((one) => one.templateCode === templateCode)
}

export const hasAgree = (answers: TemplateAnswer[]): boolean => answers.some(({ type }) => type === 'AGREE')

declare const purpose: unique symbol

/** What a code is asked for; each is used for nothing else. */
export type CodePurpose = 'USER_INFO' | 'MESSAGE' | 'PANEL'

/**
 * A code from `my.getAuthCode`. The platform lets the code that named the user not be used again for
 * the sending token (AIMPDP, "Message sending", step 3), so each purpose is a type of its own and
 * a mix-up does not compile. `PANEL`: for a panel of somebody else's, which spends it.
 */
export type AuthCode<Purpose extends CodePurpose> = string & { readonly [purpose]: Purpose }
