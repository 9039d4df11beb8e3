import type { Sandbox } from '../sandbox.js'
import type { TypedApp } from '../typed-app.js'
import { registerAutoAnswer } from './auto-answer-routes.js'
import { registerFaults } from './fault-routes.js'
import { registerJsapi } from './jsapi-routes.js'
import { registerSettings } from './settings-routes.js'
import { registerStateControl } from './state-routes.js'
import { registerSubscriptions } from './subscription-routes.js'

/** Everything under /_sandbox/: not of the platform, but of the sandbox. */
export function registerControl(app: TypedApp, sandbox: Sandbox): void {
  registerStateControl(app, sandbox)
  registerAutoAnswer(app, sandbox)
  registerFaults(app, sandbox)
  registerJsapi(app, sandbox)
  registerSettings(app, sandbox)
  registerSubscriptions(app, sandbox)
}
