export { startServer, type MerchantServer, type StartOptions } from './main.js'
export { readConfig, type Config } from './config/settings.js'
export { buildApp, type AppOptions } from './http/app.js'
export { contractDocument } from './http/openapi.js'
export { ApiKeys } from './auth.js'
export { Sender, type SenderOptions } from './outbox/sender.js'
export { cancelMessage, listDeadLetters, resendDeadLetter } from './outbox/messages.js'
export { describePause, pauseSending, resumeSending } from './outbox/pause.js'
export type { LimitView } from './outbox/limits.js'
export { WebhookPoster, type PosterOptions, type PostEvent, type Posted } from './events/post.js'
export { Webhooks, type WebhooksOptions } from './events/webhooks.js'
export { eraseUser, exportUser } from './consent/erase.js'
export type { Person } from './consent/subject.js'
export {
  readExpected,
  verifyLedger,
  type ChainCheck,
  type LedgerCheck,
  type NotedRow,
} from './commands/verify-ledger.js'
export { rotateEncryption } from './tokens/stored-tokens.js'
export { diagnosePlatform, diagnoseRequest, type RecordedRequest } from './doctor/diagnose.js'
export type { Finding } from './doctor/signature.js'
export { buildServices, type Services } from './services.js'

export { PlatformClient, type PlatformClientOptions } from './platform/client.js'
export {
  applyToken,
  applyTokenAndInquiryUserInfo,
  deepLink,
  inquiryUserInfo,
  revokeToken,
  sendMessage,
  type AccessToken,
  type AppSite,
  type ContentTemplate,
  type Grant,
  type MessageRequest,
  type TokenGrant,
  type UserInfo,
} from './platform/endpoints.js'
export {
  describeCode,
  resultCodes,
  type Outcome,
  type Rejected,
  type ResultCode,
  type Sent,
  type Unknown,
} from './platform/outcomes.js'

export {
  formatSignatureHeader,
  parseSignatureHeader,
  signParts,
  stringToSign,
  verifyParts,
  type SignatureFault,
  type SignedParts,
  type SigningKey,
  type Verification,
} from './platform/signing.js'
export { readPrivateKey, readPublicKey } from './config/environment.js'

export { backUpSqlite } from './store/backup.js'
export { openSqliteStore } from './store/sqlite.js'
export { openPostgresStore } from './store/postgres.js'
export type { Store } from './store/store.js'
export type { PostgresOptions } from './store/pool.js'
export { Outage, StoreUnavailable } from './store/database.js'
export { pinoLog, silentLog, type EventLog, type LogFields } from './runtime.js'
export {
  ApiError,
  apiErrorStatus,
  ConfigError,
  KeyFormatError,
  SdkError,
  type ApiErrorCode,
} from './contract/errors.js'
export {
  checkContract,
  type CheckContractOptions,
  type CheckResult,
} from './tools/check-contract/check-contract.js'
export { codesOfCommand, sandboxApp, type AuthCodes } from './tools/check-contract/visitor.js'
