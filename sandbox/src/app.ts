import Fastify, { type FastifyInstance } from 'fastify'
import { compileWhenUsed } from './compile-when-used.js'
import { registerControl } from './control/control.js'
import { registerOpenApi } from './control/openapi.js'
import { registerGateway } from './gateway/gateway.js'
import type { PageAssets } from './page-assets.js'
import { registerJsonReader } from './read-json.js'
import type { Sandbox } from './sandbox.js'
import { registerGuard } from './security/guard.js'
import { keepNoConnectionWhileStopping } from './stopping.js'
import { registerChangeAnnouncement } from './superapp/announce-changes.js'
import { registerEventStream } from './superapp/event-stream.js'
import { registerOwnProgram } from './superapp/own-program-routes.js'
import { registerPage } from './superapp/page-routes.js'
import { registerPhone } from './superapp/phone-routes.js'
import type { TypedApp } from './typed-app.js'

/** All routes of one sandbox. Never listens. */
export function createApp(sandbox: Sandbox, assets?: PageAssets): FastifyInstance {
  // A wrong type or an unknown name in a body is a mistake to report, not to mend.
  const app: TypedApp = Fastify({
    ajv: { customOptions: { coerceTypes: false, removeAdditional: false } },
    schemaController: compileWhenUsed,
  })
  keepNoConnectionWhileStopping(app)
  registerJsonReader(app)
  registerGuard(app)
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
  app.setErrorHandler((error: Error & { statusCode?: number; controlCode?: string }, _request, reply) => {
    const status = error.statusCode ?? 500
    const code = error.controlCode ?? (status < 500 ? 'INVALID_REQUEST' : 'SANDBOX_FAULT')
    return reply.code(status).send({ error: { code, message: error.message } })
  })
  app.setNotFoundHandler((request, reply) =>
    reply.code(404).send({
      error: { code: 'NOT_FOUND', message: `There is no ${request.method} ${request.url} in the sandbox.` },
    }),
  )
}
