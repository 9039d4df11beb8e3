import type { AuthCode } from '../auth-code'
import type { AuthorizationRequest, SubscriptionsRequest } from '../contract'

/** The contract's bodies with each code's purpose: the first code can't be sent with a subscription. */
export interface AuthorizationBody extends AuthorizationRequest {
  authCode: AuthCode<'USER_INFO'>
}

export interface SubscriptionsBody extends SubscriptionsRequest {
  authCode?: AuthCode<'MESSAGE'>
}
