import { createHmac, type KeyObject } from 'node:crypto'
import { lookup as lookUp, type LookupAddress, type LookupAllOptions } from 'node:dns'
import { isIP, isIPv4, isIPv6, type LookupFunction } from 'node:net'
import ipaddr from 'ipaddr.js'
import { buildConnector, request, type Dispatcher } from 'undici'
import type { PrivateTargets, WebhookTarget } from '../config/webhook.js'
import { SdkError } from '../contract/errors.js'
import type { Event } from '../contract/events.js'
import { outgoing, proxyRefusal, type OutgoingProxy, type TunnelTarget } from '../outgoing.js'
import { traceparentOf } from '../tracing.js'

/** What came of posting an event once: a code of ours, e.g. HTTP_500, and how long it took. */
export interface Posted {
  isTaken: boolean
  code: string
}

export type PostEvent = (target: WebhookTarget, event: Event, nowMs: number) => Promise<Posted>

export interface PosterOptions {
  privateTargets: PrivateTargets
  /** Without it every receiver is connected to directly. */
  proxy?: OutgoingProxy
  /** Bounds an attempt, milliseconds. @default 15000 */
  timeoutMs?: number
}

/** An answer's body says nothing; more of it than this ends the connection. */
const mostAnswerBytes = 16 * 1024

/**
 * Posts events in the form of Standard Webhooks. Anything but a 2xx is a failure; a redirect is not followed, since it
 * could lead anywhere. @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export class WebhookPoster {
  readonly #dispatcher: Dispatcher
  readonly #timeoutMs: number

  constructor({ privateTargets, proxy, timeoutMs = 15_000 }: PosterOptions) {
    this.#timeoutMs = timeoutMs
    const connect = guardedConnector(privateTargets, timeoutMs)
    this.#dispatcher = outgoing({ connect }, proxy, guardedTunnel(privateTargets))
  }

  readonly post: PostEvent = async ({ url, secrets }, event, nowMs) => {
    const body = JSON.stringify(event)
    const [id, timestamp] = [event.id, String(Math.floor(nowMs / 1_000))]
    try {
      const { statusCode, body: answer } = await request(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'user-agent': 'mini-message-server',
          'webhook-id': id,
          'webhook-timestamp': timestamp,
          'webhook-signature': signatures({ id, timestamp, body }, secrets),
          ...traceOf(event),
        },
        body,
        dispatcher: this.#dispatcher,
        signal: AbortSignal.timeout(this.#timeoutMs),
      })
      await finish(answer)
      return { isTaken: statusCode >= 200 && statusCode < 300, code: `HTTP_${statusCode}` }
    } catch (error) {
      return { isTaken: false, code: codeOf(error) }
    }
  }

  close(): Promise<void> {
    return this.#dispatcher.destroy()
  }
}

/** What became of a message belongs to the trace of the request that brought it. */
const traceOf = ({ data }: Event): { traceparent?: string } =>
  'traceId' in data ? { traceparent: traceparentOf(data.traceId) } : {}

/** Its status is known: whatever goes wrong with the rest changes nothing. */
const finish = (answer: Dispatcher.ResponseData['body']): Promise<void> =>
  answer.dump({ limit: mostAnswerBytes }).catch(() => undefined)

/** One for each secret, so that a receiver may change to another one at any moment. */
const signatures = (
  { id, timestamp, body }: { id: string; timestamp: string; body: string },
  secrets: readonly KeyObject[],
): string =>
  secrets
    .map(
      (secret) => `v1,${createHmac('sha256', secret).update(`${id}.${timestamp}.${body}`).digest('base64')}`,
    )
    .join(' ')

const refused = 'WEBHOOK_TARGET_REFUSED'

function codeOf(error: unknown): string {
  const { name, code, cause } = error as Error & { code?: string }
  const byProxy = proxyRefusal(error)
  if (byProxy) return byProxy.code
  if (name === 'TimeoutError' || /TIMEOUT|TIMEDOUT/.test(code ?? '')) return 'TIMEOUT'
  if (code === refused) return refused
  if (cause !== undefined && cause !== null) return codeOf(cause)
  return code !== undefined && /^[A-Z_]{1,64}$/.test(code) ? code : 'NETWORK'
}

/**
 * Whoever names a webhook must not reach what only this machine can: so the address that is connected to is looked at,
 * after the name was resolved, once for each connection.
 */
function guardedConnector(privateTargets: PrivateTargets, timeoutMs: number): buildConnector.connector {
  const connectors = new Map(
    ['http:', 'https:'].map((protocol) => [
      protocol,
      buildConnector({ timeout: timeoutMs, lookup: guardedLookup(privateTargets, protocol) }),
    ]),
  )
  return (options, callback) => {
    const { protocol, hostname } = options
    const address = hostname.replace(/^\[|\]$/g, '')
    // An address needs no look-up, and so would be asked about by nobody.
    if (isIP(address) !== 0 && !isAllowed(address, protocol, privateTargets)) {
      callback(targetRefused(hostname), null)
      return
    }
    connectors.get(protocol)?.(options, callback)
  }
}

const guardedLookup =
  (privateTargets: PrivateTargets, protocol: string): LookupFunction =>
  (hostname, options, callback) => {
    allowedAddresses(hostname, { ...options, all: true }, protocol, privateTargets).then(
      (allowed) => {
        if (options.all) callback(null, allowed)
        else callback(null, allowed[0].address, allowed[0].family)
      },
      (error: unknown) => callback(error as Error, ''),
    )
  }

/**
 * The proxy is told the address that was looked at, since it could find another one under the same name. TLS still
 * asks for the name, so the receiver's certificate is for that.
 */
const guardedTunnel =
  (privateTargets: PrivateTargets): TunnelTarget =>
  async (target) => {
    const { hostname, port } = new URL(`https://${target}`)
    const name = hostname.replace(/^\[|\]$/g, '')
    const allowed = await allowedAddresses(name, { all: true }, 'https:', privateTargets)
    // Fewer proxies have a way to IPv6.
    const { address } = allowed.find((one) => isIPv4(one.address)) ?? allowed[0]
    return `${isIPv6(address) ? `[${address}]` : address}:${port || 443}`
  }

/** What the name leads to, without what webhooks may not have. An address leads to itself. */
function allowedAddresses(
  hostname: string,
  options: LookupAllOptions,
  protocol: string,
  privateTargets: PrivateTargets,
): Promise<[LookupAddress, ...LookupAddress[]]> {
  return new Promise((resolve, reject) => {
    lookUp(hostname, options, (error, found) => {
      if (error) {
        reject(error)
        return
      }
      const [first, ...others] = found.filter(({ address }) => isAllowed(address, protocol, privateTargets))
      if (first) resolve([first, ...others])
      else reject(targetRefused(hostname))
    })
  })
}

const targetRefused = (hostname: string) =>
  new SdkError(
    refused,
    `${hostname} leads to an address that webhooks may not have: see WEBHOOK_PRIVATE_TARGETS`,
  )

/** Public addresses with https; of the others those that are allowed, with http too. */
export function isAllowed(text: string, protocol: string, privateTargets: PrivateTargets): boolean {
  // Of an IPv4 address written as IPv6 the IPv4 one.
  const address = ipaddr.process(text)
  if (address.range() === 'unicast') return protocol === 'https:'
  if (privateTargets === 'NONE') return false
  if (privateTargets === 'ALL') return true
  return privateTargets.some(([range, bits]) => address.kind() === range.kind() && address.match(range, bits))
}
