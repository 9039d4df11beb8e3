import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { bridgePath } from '../superapp/bridge-script.js'
import { isOwnHost, whyForeign, type Allowed } from './refuse-foreign.js'

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
