import type { FastifyInstance, FastifyReply } from 'fastify'
import { bridgePath } from '../superapp/bridge-script.js'
import { isOwnHost, whyForeign } from './refuse-foreign.js'

/** Routes that pages of other origins may load: the bridge script alone, which holds no secret. */
const openPaths: readonly string[] = [bridgePath]

/** The sandbox hands out a private key, so it answers this machine's programs and its own page only. */
export function registerGuard(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    // Whatever a template or a path holds: no browser takes an answer for a page or a script that it is not.
    void reply.header('x-content-type-options', 'nosniff')
    const { host, origin, 'sec-fetch-site': site } = request.headers
    // Without a socket (a request injected by a test) there is no port: then 80 it is.
    const port = request.socket.localPort ?? 80
    if (!isOwnHost(host, port)) {
      return refuse(reply, `Host ${host ?? ''} is not this sandbox: open http://127.0.0.1:${port}/ instead.`)
    }
    if (openPaths.includes(request.url.split('?', 1)[0] ?? '')) return
    const secFetchSite = Array.isArray(site) ? site.join() : site
    const reason = whyForeign({ host, origin, secFetchSite })
    if (reason === undefined) return
    return refuse(reply, `${reason} Open http://127.0.0.1:${port}/ by typing the address.`)
  })
}

const refuse = (reply: FastifyReply, message: string): FastifyReply =>
  reply.code(403).send({ error: { code: 'FOREIGN_REQUEST', message } })
