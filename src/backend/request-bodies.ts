import type { AuthCode } from '../auth-code.js'
import type { AuthorizationRequest, SubscriptionsRequest } from '../contract.js'

/** The contract's bodies with each code's purpose: the first code can't be sent with a subscription. */
export interface AuthorizationBody extends AuthorizationRequest {
  authCode: AuthCode<'USER_INFO'>
}

export interface SubscriptionsBody extends SubscriptionsRequest {
  authCode?: AuthCode<'MESSAGE'>
}
