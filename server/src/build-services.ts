import { setTimeout as delay } from 'node:timers/promises'
import { Apps } from './apps/apps.js'
import { Background } from './background.js'
import { systemClock, type Clock } from './clock.js'
import type { Config } from './config/read-config.js'
import { knownPanelTexts } from './consent/known-panel-texts.js'
import type { EventLog } from './log/event-log.js'
import { Metrics } from './metrics/metrics.js'
import { CallBudget } from './platform/call-budget.js'
import type { OnUserInfo } from './privacy/user-info-vault.js'
import { PlatformClient } from './platform/platform-client.js'
import { platformOptions } from './platform-options.js'
import type { Services } from './services.js'
import { SessionTokens } from './sessions/session-token.js'
import { openStore } from './store/open-store.js'
import { TokenCipher } from './tokens/token-cipher.js'

export interface ServiceOptions {
  clock?: Clock
  /** With USER_INFO=on: called after each authorization with what the user let the merchant see. */
  onUserInfo?: OnUserInfo
}

/** Opens what the configuration names. Call `store.migrate()` before use. */
export function buildServices(
  config: Config,
  log: EventLog,
  { clock = systemClock, ...hooks }: ServiceOptions = {},
): Services {
  const metrics = new Metrics()
  return {
    metrics,
    store: openStore(config),
    platform: new PlatformClient({
      ...platformOptions(config),
      clock,
      onCall: (call) => {
        metrics.called(call)
      },
      onDistrust: (appId, { cause, detail, remedy }) => {
        metrics.distrusted(appId, cause)
        log('error', 'platform-not-believed', { appId, reason: cause, detail, remedy })
      },
    }),
    apps: new Apps(config.APPS_FILE),
    clock,
    log,
    cipher: new TokenCipher(config.ENCRYPTION_KEYS),
    sessions: new SessionTokens(...config.SESSION_KEY),
    subjectKey: config.SUBJECT_KEY,
    authorizationBudget: new CallBudget(config.AUTHORIZATIONS_PER_MINUTE),
    ...(config.USER_INFO && { userInfo: hooks }),
    builtinTexts: knownPanelTexts,
    background: new Background(),
    // Waiting keeps no process alive that has nothing else to do.
    pause: (ms) => delay(ms, undefined, { ref: false }),
  }
}
