/** Shaped like the address under which a super app serves hylid-bridge. */
export const bridgePath = '/superapp/hylid-bridge/index.js'

/** What the script has to know before it can ask anybody: getAppIdSync answers at once. */
export interface BridgeConfig {
  appId: string
  /** What getAppIdSync returns: `{ appId }` or the text alone. */
  appIdShape: 'object' | 'string'
  httpErrors: 'success' | 'fail'
  /** Origin of the phone page, the only one that the script talks to. */
  phoneOrigin: string
}

/** The built script with its configuration. `</` cannot end a script element: it is a file of its own. */
export const bridgeScript = (built: string, config: BridgeConfig): string =>
  `(function (SANDBOX) {\n${built}\n})(${JSON.stringify(config)})\n`
