import type { Apps } from './apps/apps.js'
import type { Background } from './background.js'
import type { Clock } from './clock.js'
import type { BuiltinTexts } from './consent/check-text.js'
import type { EventLog } from './log/event-log.js'
import type { Metrics } from './metrics/metrics.js'
import type { CallBudget } from './platform/call-budget.js'
import type { PlatformClient } from './platform/platform-client.js'
import type { SessionTokens } from './sessions/session-token.js'
import type { OnUserInfo } from './privacy/user-info-vault.js'
import type { Store } from './store/store.js'
import type { TokenCipher } from './tokens/token-cipher.js'

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
  builtinTexts: BuiltinTexts
  background: Background
  metrics: Metrics
  /** Calls of the platform that `/authorizations` may make for each app. */
  authorizationBudget: CallBudget
  /** Set where USER_INFO=on: what users let the merchant see is asked for and kept. */
  userInfo?: { onUserInfo?: OnUserInfo }
  /** Resolves after that many milliseconds; a test passes its own. */
  pause: (ms: number) => Promise<void>
}
