import type { GatewayMethod } from '../gateway-method.js'
import { applyTokenAndInquiryUserInfo } from './apply-token-and-inquiry-user-info.js'
import { applyToken } from './apply-token.js'
import { inquiryUserInfo } from './inquiry-user-info.js'
import { revoke } from './revoke.js'
import { sendInbox } from './send-inbox.js'
import { sendMessage } from './send-message.js'

/** The platform's endpoints by their path after `/api/open`. A new one is added here. */
export const gatewayMethods: ReadonlyMap<string, GatewayMethod> = new Map(
  [applyToken, applyTokenAndInquiryUserInfo, inquiryUserInfo, revoke, sendMessage, sendInbox].map(
    (method) => [method.path, method],
  ),
)
