import type { BridgeConfig } from '../superapp/bridge-script.js'
import { createMy, phoneLine } from './my.js'

/** Given by the server around the built script. */
declare const SANDBOX: BridgeConfig

const my = createMy({
  appId: SANDBOX.appId,
  appIdShape: SANDBOX.appIdShape,
  httpErrors: SANDBOX.httpErrors,
  callPhone: phoneLine(window, SANDBOX.phoneOrigin),
  send: (...request) => fetch(...request),
})

Object.assign(window, { my })
