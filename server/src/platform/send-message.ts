import type { AccessToken, AppSite } from './apply-token.js'
import type { Outcome } from './outcome.js'
import type { PlatformClient } from './platform-client.js'
import { textField } from './read-answer.js'

/** One language's values for a template's variables. */
export interface ContentTemplate {
  /** RFC 1766, e.g. `zh-CN`. */
  language: string
  templateParameters: Record<string, string>
}

export interface MessageRequest extends AppSite {
  /** Idempotency key, at most 64 characters: the same one again gives the same messageId. */
  requestId: string
  templateCode: string
  /** One to five, one for each language. */
  templates: ContentTemplate[]
  accessToken: AccessToken<'MESSAGE'>
}

export interface MessageReceipt {
  /** The platform's id; the pages call it optional. */
  messageId?: string
  /** JSON text. */
  extendInfo?: string
}

/**
 * Sends one message to the user the token names. SENT means that the platform took the request, not that the
 * person has read it.
 * @see https://miniprogram.alipay.com/docs-alipayconnect/miniprogram_alipayconnect/mpdev/v2_miniprogram_send
 */
export const sendMessage = (
  platform: PlatformClient,
  message: MessageRequest,
): Promise<Outcome<MessageReceipt>> =>
  platform.call('/v2/miniprogram/message/send', message, (fields) => {
    const messageId = textField(fields, 'messageId')
    const extendInfo = textField(fields, 'extendInfo')
    return { ...(messageId !== undefined && { messageId }), ...(extendInfo !== undefined && { extendInfo }) }
  })
