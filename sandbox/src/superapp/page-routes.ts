import Type from 'typebox'
import type { Sandbox } from '../sandbox.js'
import type { TypedApp } from '../typed-app.js'
import { readOwnAddress } from './own-address.js'
import type { FastifyInstance } from 'fastify'
import type { PageAssets } from '../page-assets.js'
import { ownOrigin } from '../security/guard.js'
import { bridgePath, bridgeScript } from './bridge-script.js'

const OwnProgram = Type.Object({ url: Type.String({ maxLength: 2000 }) }, { additionalProperties: false })

/** The program that a person puts on the phone by typing its address, and takes off again. */
export function registerOwnProgram(app: TypedApp, sandbox: Sandbox): void {
  app.put('/superapp/own-program', { schema: { body: OwnProgram } }, (request) => {
    sandbox.ownUrl = readOwnAddress(request.body.url, request.host)
    return { url: sandbox.ownUrl }
  })
  app.delete('/superapp/own-program', (_request, reply) => {
    sandbox.ownUrl = undefined
    return reply.code(204).send()
  })
}

const notBuilt = 'The page is not built: run `npm run build -w sandbox`.'

/** The web page at `/`, and the script that an H5 mini program includes. */
export function registerPage(app: FastifyInstance, sandbox: Sandbox, assets: PageAssets | undefined): void {
  app.get('/', (request, reply) => {
    // One origin for the page, so that the bridge script knows whom to trust.
    if (/^localhost(:|$)/.test(request.host)) {
      return reply.redirect(`${ownOrigin(request).replace('localhost', '127.0.0.1')}${request.url}`)
    }
    const logos = [...sandbox.state.miniPrograms.values()].map(({ logoUrl }) => logoUrl)
    const policy = contentSecurityPolicy([sandbox.h5Url, sandbox.dslUrl], logos)
    reply.header('content-security-policy', policy).header('referrer-policy', 'no-referrer')
    return assets
      ? reply.type('text/html; charset=utf-8').send(assets.html)
      : reply.code(503).type('text/plain; charset=utf-8').send(notBuilt)
  })
  app.get('/page/page.js', (_request, reply) =>
    reply.type('text/javascript; charset=utf-8').send(assets?.script ?? ''),
  )
  app.get('/page/page.css', (_request, reply) =>
    reply.type('text/css; charset=utf-8').send(assets?.style ?? ''),
  )
  app.get(bridgePath, (request, reply) => {
    const config = {
      appId: sandbox.miniProgram.appId,
      appIdShape: sandbox.state.settings.appIdShape,
      httpErrors: sandbox.state.settings.httpErrors,
      phoneOrigin: ownOrigin(request).replace('localhost', '127.0.0.1'),
    }
    const script = assets ? bridgeScript(assets.bridge, config) : `console.error(${JSON.stringify(notBuilt)})`
    return reply
      .type('text/javascript; charset=utf-8')
      .header('cross-origin-resource-policy', 'cross-origin')
      .header('cache-control', 'no-cache')
      .send(script)
  })
}

/** Programs that are put on the phone by hand: on this machine, at whatever port. */
const ownPrograms = ['http', 'https'].flatMap((scheme) => [
  `${scheme}://127.0.0.1:*`,
  `${scheme}://localhost:*`,
])

const originsOf = (urls: readonly (string | undefined)[]): string[] =>
  urls.flatMap((url) =>
    url !== undefined && /^https?:/.test(url) && URL.canParse(url) ? [new URL(url).origin] : [],
  )

/** The page frames mini programs and nothing else, and nobody frames the page: taps on it must be the user's. */
function contentSecurityPolicy(
  programs: readonly (string | undefined)[],
  logos: readonly (string | undefined)[],
): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    ["img-src 'self' data:", ...originsOf(logos)].join(' '),
    "connect-src 'self'",
    `frame-src ${[...originsOf(programs), ...ownPrograms].join(' ')}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}
