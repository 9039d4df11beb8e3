import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { bridgePath } from '../superapp/bridge-script.js'
import { isIP } from 'node:net'

/** Routes that pages of other origins may load: the bridge script alone, which holds no secret. */
const openPaths: readonly string[] = [bridgePath]

/** The sandbox hands out a private key, so it answers programs, its own page and those that were named. */
export function registerGuard(app: FastifyInstance, { hostnames, corsOrigins }: Allowed): void {
  app.addHook('onRequest', async (request, reply) => {
    // Whatever a template or a path holds: no browser takes an answer for a page or a script that it is not.
    void reply.header('x-content-type-options', 'nosniff')
    const { host, origin, 'sec-fetch-site': site } = request.headers
    // Behind a proxy both count: the name that the client used, and the one that the proxy uses.
    const foreignHost = [host, request.host].find((one) => !isOwnHost(one, hostnames))
    if (foreignHost !== undefined || host === undefined) {
      return refuse(reply, hostRefusal(foreignHost ?? ''))
    }
    if (openPaths.includes(request.url.split('?', 1)[0] ?? '')) return
    const secFetchSite = Array.isArray(site) ? site.join() : site
    const reason = whyForeign({ host: request.host, origin, secFetchSite }, corsOrigins)
    if (reason === undefined) return
    return refuse(reply, `${reason} ${remedyFor(origin)}`)
  })
  if (corsOrigins.length > 0) {
    void app.register(import('@fastify/cors'), {
      origin: [...corsOrigins],
      methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
      exposedHeaders: ['Client-Id', 'Response-Time', 'Signature', 'Trace-Id'],
    })
  }
}

/** The sandbox's address as whoever asks knows it, e.g. `http://127.0.0.1:8787`; through a proxy, the proxy's. */
export const ownOrigin = ({ protocol, host }: Pick<FastifyRequest, 'protocol' | 'host'>): string =>
  `${protocol === 'https' ? 'https' : 'http'}://${host}`

/** A sandboxed frame has the origin `null`, which anybody may have, so it can't be named. */
const remedyFor = (origin: string | undefined): string =>
  origin === undefined || origin === 'null'
    ? 'Open the sandbox by typing its address.'
    : `If you trust that page, start the sandbox with --cors-origin ${origin}: the page may then read everything here, the private key too.`

function hostRefusal(host: string): string {
  const name = host.replace(/:\d+$/, '')
  const known =
    'The sandbox answers to localhost, to addresses such as 127.0.0.1, and to names that it was given'
  return `${known}; Host is "${host}". If that name is yours, start it with --hostname ${name || '<name>'}.`
}

const refuse = (reply: FastifyReply, message: string): FastifyReply =>
  reply.code(403).send({ error: { code: 'FOREIGN_REQUEST', message } })

/** Who may ask beside this machine's programs and the sandbox's own page. */
export interface Allowed {
  /** Names under which the sandbox may be asked, without port. */
  hostnames: readonly string[]
  /** Origins of pages that may read every answer, e.g. `http://localhost:3000`. */
  corsOrigins: readonly string[]
}

/** The headers that tell where a request comes from. */
interface OriginHeaders {
  /** The name and port that the client used. */
  host: string
  origin: string | undefined
  secFetchSite: string | undefined
}

/**
 * True for localhost, for any address and for the given names. A name of somebody else that leads here (DNS
 * rebinding) would let a foreign page read the merchant's key as its own origin; an address can't be made to
 * lead elsewhere. The port says nothing: a container or a proxy may have changed it.
 */
export function isOwnHost(host: string | undefined, hostnames: readonly string[]): boolean {
  const name = (host ?? '').replace(/:\d+$/, '').toLowerCase()
  const address = /^\[(.*)\]$/.exec(name)?.[1] ?? name
  return name === 'localhost' || isIP(address) !== 0 || hostnames.some((own) => own.toLowerCase() === name)
}

/**
 * Why a browser's request is not ours to answer, or undefined. Programs send neither header and pass.
 * A page on another port of this machine is `same-site` for the browser and still somebody else's page.
 */
export function whyForeign(
  { host, origin, secFetchSite }: OriginHeaders,
  corsOrigins: readonly string[],
): string | undefined {
  if (origin !== undefined && corsOrigins.includes(origin)) return undefined
  // A proxy may speak https to the browser and http to us.
  const isOwn = origin === undefined || origin === `http://${host}` || origin === `https://${host}`
  if (!isOwn) return `The request comes from a page of ${origin}.`
  if (secFetchSite !== undefined && secFetchSite !== 'same-origin' && secFetchSite !== 'none') {
    return `The request comes from another page (Sec-Fetch-Site: ${secFetchSite}).`
  }
  return undefined
}
