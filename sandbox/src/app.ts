import type { TSchema } from 'typebox'
import Fastify, { type FastifyError, type FastifyInstance, type FastifyRequest } from 'fastify'
import { compileWhenUsed } from './checked.js'
import { registerControl } from './control/control.js'
import { registerOpenApi } from './control/openapi.js'
import { registerGateway } from './gateway/gateway.js'
import { explainProblem } from './explain-problem.js'
import type { HttpsCertificate } from './keys/https-certificate.js'
import type { PageAssets } from './page-assets.js'
import { registerJsonReader } from './read-json.js'
import type { Sandbox } from './sandbox.js'
import { answerPlainHttp } from './security/answer-plain-http.js'
import { registerGuard, type Allowed } from './security/guard.js'
import { keepNoConnectionWhileStopping } from './stopping.js'
import { registerChangeAnnouncement } from './superapp/announce-changes.js'
import { registerEventStream } from './superapp/event-stream.js'
import { registerOwnProgram, registerPage } from './superapp/page-routes.js'
import { registerPhone } from './superapp/phone-routes.js'
import type { TypedApp } from './typed-app.js'

/** How it is reached. */
export interface AppOptions extends Partial<Allowed> {
  /** Without it the app speaks http. */
  https?: Pick<HttpsCertificate, 'key' | 'cert'> | undefined
}

/** All routes of one sandbox. Never listens. */
export function createApp(
  sandbox: Sandbox,
  assets?: PageAssets,
  { hostnames = [], corsOrigins = [], https }: AppOptions = {},
): FastifyInstance {
  const app: TypedApp = Fastify({
    ...(https && { https }),
    // A wrong type or an unknown name in a body is a mistake to report, not to mend.
    ajv: { customOptions: { coerceTypes: false, removeAdditional: false } },
    schemaController: compileWhenUsed,
    // For the addresses that it tells; who may ask is decided by Host as well.
    trustProxy: true,
  })
  keepNoConnectionWhileStopping(app)
  if (https) answerPlainHttp(app)
  registerJsonReader(app)
  registerGuard(app, { hostnames, corsOrigins })
  registerErrors(app)
  registerChangeAnnouncement(app, sandbox)
  registerPage(app, sandbox, assets)
  registerPhone(app, sandbox)
  registerOwnProgram(app, sandbox)
  registerEventStream(app, sandbox)
  // As a plugin, so that the document's route hook is there before the routes.
  void app.register(async (control) => {
    await registerOpenApi(control)
    registerControl(control, sandbox)
  })
  registerGateway(app, sandbox)
  return app
}

function registerErrors(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError & { controlCode?: string }, request, reply) => {
    const status = error.statusCode ?? 500
    const code = error.controlCode ?? (status < 500 ? 'INVALID_REQUEST' : 'SANDBOX_FAULT')
    return reply.code(status).send({ error: { code, message: invalidPart(error, request) ?? error.message } })
  })
  app.setNotFoundHandler((request, reply) =>
    reply.code(404).send({
      error: { code: 'NOT_FOUND', message: `There is no ${request.method} ${request.url} in the sandbox.` },
    }),
  )
}

/** For a request that the route's schema refuses: the field, what it holds and what is allowed. */
function invalidPart({ validationContext }: FastifyError, request: FastifyRequest): string | undefined {
  if (validationContext === undefined || validationContext === 'headers') return undefined
  const schema = request.routeOptions.schema?.[validationContext] as TSchema | undefined
  const { body, query, params } = request
  return schema && explainProblem(schema, { body, querystring: query, params }[validationContext])
}
