import { createSecretKey, type KeyObject } from 'node:crypto'
import ipaddr from 'ipaddr.js'
import Type, { type Static } from 'typebox'
import type { EventType } from '../store/store.js'
import { given, valueOf } from './app-credentials.js'
import { list, type Sources } from './environment.js'

/** Where the events of an app are posted to. */
export interface WebhookTarget {
  url: string
  /** Each signs, so that a receiver may have either while one replaces another. */
  secrets: readonly KeyObject[]
  /** Without it all. */
  events?: readonly EventType[]
}

const eventTypes = [
  ...(['message.finished', 'message.expired'] as const),
  ...(['subscription.changed', 'authorization.needed'] as const),
] as const satisfies readonly EventType[]

/** What an app of APPS_FILE may have in place of WEBHOOK_URL and WEBHOOK_SECRETS. */
export const webhookField = Type.Optional(
  Type.Object(
    {
      url: Type.String({ minLength: 1 }),
      secrets: given,
      events: Type.Optional(Type.Array(Type.Enum(eventTypes), { minItems: 1 })),
    },
    { additionalProperties: false },
  ),
)

/** @throws Error naming field and place, never a secret */
export function readWebhook(
  webhook: Static<typeof webhookField> | undefined,
  sources: Sources,
): WebhookTarget | undefined {
  if (!webhook) return undefined
  const [text, name] = valueOf('webhook.secrets', webhook.secrets, sources)
  const secrets = said(name, () => webhookSecrets(text))
  if (secrets.length === 0) throw new Error(`${name} must hold at least one`)
  const url = said('webhook.url', () => webhookUrl(webhook.url))
  if (url === undefined) throw new Error('webhook.url is blank')
  return { url, secrets, ...(webhook.events && { events: webhook.events }) }
}

function said<T>(name: string, parse: () => T): T {
  try {
    return parse()
  } catch (error) {
    throw new Error(`${name} ${(error as Error).message}`, { cause: error })
  }
}

/** Undefined where it is blank: nothing is posted. */
export function webhookUrl(text: string): string | undefined {
  if (text.trim() === '') return undefined
  if (!URL.canParse(text)) throw new Error('must be an address, e.g. https://shop.example/webhooks')
  const { protocol, username, password, hash } = new URL(text)
  if (protocol !== 'http:' && protocol !== 'https:') throw new Error('must begin with https://')
  if (username !== '' || password !== '' || hash !== '')
    throw new Error('must have no user, no password and no #: webhooks are signed')
  return text
}

/** `whsec_` and 24 to 64 bytes in Base64, as Standard Webhooks has them; several, comma separated. */
export const webhookSecrets = (text: string): KeyObject[] =>
  list(text).map((one) => {
    const [, base64] = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(one) ?? []
    const bytes = Buffer.from(base64 ?? '', 'base64')
    if (bytes.length < 24 || bytes.length > 64)
      throw new Error(
        'must be whsec_ and 24 to 64 bytes in Base64, each: mini-message-server webhooks --new-secret makes one',
      )
    return createSecretKey(bytes)
  })

/** Which private addresses a webhook may have: none, all, or those of these ranges. */
export type PrivateTargets = 'NONE' | 'ALL' | readonly [ipaddr.IPv4 | ipaddr.IPv6, number][]

export function privateTargets(text: string): PrivateTargets {
  if (text === 'off') return 'NONE'
  if (text === 'on') return 'ALL'
  const ranges = list(text)
  if (ranges.length === 0 || !ranges.every((range) => ipaddr.isValidCIDR(range)))
    throw new Error('must be off, on, or ranges of addresses like 10.0.0.0/8,fd00::/8')
  return ranges.map((range) => ipaddr.parseCIDR(range))
}

/** What is wrong only together. */
export function webhookProblems(
  webhook: WebhookTarget | undefined,
  { EVENTS, WEBHOOK_PRIVATE_TARGETS }: { EVENTS: boolean; WEBHOOK_PRIVATE_TARGETS: PrivateTargets },
): string[] {
  if (!webhook) return []
  return [
    ...(EVENTS ? [] : ['a webhook needs EVENTS=on']),
    ...(webhook.url.startsWith('http://') && WEBHOOK_PRIVATE_TARGETS === 'NONE'
      ? [
          `a webhook's address must begin with https://; http:// is for private addresses that WEBHOOK_PRIVATE_TARGETS allows`,
        ]
      : []),
  ]
}
