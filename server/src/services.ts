import { setTimeout as delay } from 'node:timers/promises'
import { Apps } from './apps.js'
import { Background, systemClock, type Clock, type EventLog } from './runtime.js'
import type { Config } from './config/settings.js'
import type { LedgerKeys } from './consent/ledger.js'
import { SessionTokens } from './auth.js'
import { knownPanelTexts, type BuiltinTexts } from './consent/texts.js'
import { Metrics } from './metrics.js'
import { keepAliveTransport, PlatformClient, type PlatformClientOptions } from './platform/client.js'
import type { UserInfo } from './platform/endpoints.js'
import { CallBudget } from './tokens/exchange.js'
import { openStore } from './store/open.js'
import type { Store } from './store/store.js'
import { Outage } from './store/database.js'
import { TokenCipher } from './tokens/stored-tokens.js'

/** What the use cases work with; each takes the part of it that it needs. */
export interface Services {
  store: Store
  platform: PlatformClient
  apps: Apps
  clock: Clock
  log: EventLog
  cipher: TokenCipher
  sessions: SessionTokens
  /** For the HMAC that turns a userId into a subject. */
  subjectKey: Buffer
  /** For the MACs of the consent ledger. */
  ledgerKeys: LedgerKeys
  builtinTexts: BuiltinTexts
  background: Background
  metrics: Metrics
  /** Auth codes that `/authorizations` may swap for each app. */
  authorizationBudget: CallBudget
  /** Auth codes of each address that the platform may refuse. */
  refusedCodes: CallBudget
  /** Set where USER_INFO=on: what users let the merchant see is asked for and kept. */
  userInfo?: { onUserInfo?: OnUserInfo }
  /** Resolves after that many milliseconds; a test passes its own. */
  pause: (ms: number) => Promise<void>
}

/** Told what a user let the merchant see, each time they authorize. */
export type OnUserInfo = (
  user: { appId: string; customerBelongsTo: string; userId: string },
  userInfo: UserInfo,
) => void | Promise<void>

export interface ServiceOptions {
  clock?: Clock
  /** With USER_INFO=on: called after each authorization with what the user let the merchant see. */
  onUserInfo?: OnUserInfo
}

/** Beside those that send: for auth codes and for tokens that are revoked. */
const otherConnections = 64

/** Opens what the configuration names. Call `store.migrate()` before use. */
export function buildServices(
  config: Config,
  log: EventLog,
  { clock = systemClock, ...hooks }: ServiceOptions = {},
): Services {
  const metrics = new Metrics()
  const apps = new Apps(config.APPS_FILE)
  return {
    metrics,
    store: openStore(config, new Outage(log)),
    platform: new PlatformClient({
      ...platformOptions(config),
      credentialsOf: (appId) => apps.credentialsOf(appId),
      transport: keepAliveTransport({ connections: config.CONCURRENCY + otherConnections, proxy: config }),
      clock,
      onCall: metrics.called,
      onDistrust: (appId, { cause, detail, remedy }) => {
        metrics.untrusted(appId, cause)
        log('error', 'platform-untrusted', { appId, reason: cause, detail, remedy })
      },
    }),
    apps,
    clock,
    log,
    cipher: new TokenCipher(config.ENCRYPTION_KEYS),
    sessions: new SessionTokens(...config.SESSION_KEY),
    subjectKey: config.SUBJECT_KEY,
    ledgerKeys: config.LEDGER_KEY,
    authorizationBudget: new CallBudget(config.AUTHORIZATIONS_PER_MINUTE),
    refusedCodes: new CallBudget(config.REFUSED_CODES_PER_MINUTE),
    ...(config.USER_INFO && { userInfo: hooks }),
    builtinTexts: knownPanelTexts,
    background: new Background(),
    // Waiting keeps no process alive that has nothing else to do.
    pause: (ms) => delay(ms, undefined, { ref: false }),
  }
}

/** What the configuration says about the platform. */
export const platformOptions = (
  config: Config,
): Pick<PlatformClientOptions, 'baseUrl' | 'timeoutMs' | 'totalTimeoutMs'> => ({
  baseUrl: config.PLATFORM_URL,
  timeoutMs: config.PLATFORM_TIMEOUT_MS,
  totalTimeoutMs: config.PLATFORM_TOTAL_TIMEOUT_MS,
})
