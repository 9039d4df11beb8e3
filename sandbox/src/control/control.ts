import type { Sandbox } from '../sandbox.js'
import type { TypedApp } from '../typed-app.js'
import { registerAutoAnswer, registerClock, registerFaults, registerSettings } from './behaviour-routes.js'
import { registerBasics, registerKeys, registerSnippets } from './key-routes.js'
import { registerJsapi } from './jsapi-routes.js'
import { registerMessages } from './message-routes.js'
import { registerMiniPrograms } from './mini-program-routes.js'
import { registerRequests } from './request-routes.js'
import { registerReset } from './reset-routes.js'
import { registerSubscriptions, registerUsers } from './user-routes.js'
import { registerTemplates } from './template-routes.js'

const parts = [
  registerBasics,
  registerSnippets,
  registerReset,
  registerFaults,
  registerClock,
  registerAutoAnswer,
  registerMessages,
  registerRequests,
  registerTemplates,
  registerUsers,
  registerSubscriptions,
  registerMiniPrograms,
  registerKeys,
  registerJsapi,
  registerSettings,
]

/** Everything under /_sandbox/: not of the platform, but of the sandbox. */
export function registerControl(app: TypedApp, sandbox: Sandbox): void {
  // `curl -X POST` sends no body: then all that may be left out was left out.
  app.addHook('preValidation', (request, _reply, done) => {
    request.body ??= {}
    done()
  })
  for (const register of parts) register(app, sandbox)
}
