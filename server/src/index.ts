export { startServer, type MerchantServer } from './start-server.js'
export { readConfig, type Config } from './config/read-config.js'
export { buildServices } from './build-services.js'
export { buildApp, type AppOptions } from './http/app.js'
export { ApiKeys } from './http/api-keys.js'
export { contractDocument } from './http/openapi.js'
export { Sender, type SenderOptions } from './outbox/sender.js'
export { cancelMessage } from './outbox/cancel-message.js'
export { listDeadLetters, resendDeadLetter } from './outbox/dead-letters.js'
export type { LimitView } from './outbox/sending-limits.js'
export { exportUser } from './privacy/export-user.js'
export { eraseUser, type Person } from './privacy/erase-user.js'
export { verifyLedger, type LedgerCheck } from './commands/verify-ledger.js'
export { rotateEncryption } from './tokens/rotate-encryption.js'
export { diagnosePlatform } from './doctor/diagnose-platform.js'
export { diagnoseRequest, type RecordedRequest } from './doctor/diagnose-request.js'
export type { Finding } from './doctor/finding.js'
export { deepLink } from './outbox/deep-link.js'
export type { Services } from './services.js'

export { PlatformClient, type PlatformClientOptions } from './platform/platform-client.js'
export {
  applyToken,
  type AccessToken,
  type AppSite,
  type Grant,
  type TokenGrant,
} from './platform/apply-token.js'
export { applyTokenAndInquiryUserInfo, inquiryUserInfo, type UserInfo } from './platform/inquiry-user-info.js'
export { revokeToken } from './platform/revoke-token.js'
export { sendMessage, type ContentTemplate, type MessageRequest } from './platform/send-message.js'
export type { Outcome, Rejected, Sent, Unknown } from './platform/outcome.js'
export { describeCode, resultCodes, type ResultCode } from './platform/result-codes.js'

export { stringToSign, type SignedParts } from './signing/string-to-sign.js'
export { signParts, type SigningKey } from './signing/sign.js'
export { verifyParts, type SignatureFault, type Verification } from './signing/verify.js'
export { formatSignatureHeader, parseSignatureHeader } from './signing/signature-header.js'
export { readPrivateKey, readPublicKey } from './signing/pem.js'

export { openSqliteStore } from './store/sqlite/sqlite-store.js'
export { openPostgresStore } from './store/postgres/postgres-store.js'
export type { Store } from './store/store.js'
export { pinoLog } from './log/pino-log.js'
export { silentLog, type EventLog, type LogFields } from './log/event-log.js'
export { ApiError, apiErrorStatus, type ApiErrorCode } from './api-error.js'
export { ConfigError, KeyFormatError, SdkError } from './sdk-error.js'
export {
  checkContract,
  type CheckContractOptions,
  type CheckResult,
} from './contract-check/check-contract.js'
export { codesOfCommand, sandboxApp, type AuthCodes } from './contract-check/auth-codes.js'
