/** What the bridge script in the shop's frame and the phone page around it say to each other. */
export const protocol = 'mini-message-sandbox/1'

/** JSAPIs that need the super app. The script answers the others itself. */
export interface JsapiOptions {
  getAuthCode: { scopes: string[] }
  getSiteInfo: Record<string, never>
  requestSubscribeMessage: { entityIds: string[] }
  showToast: { content: string; type: string; duration: number }
  alert: { title: string; content: string; buttonText: string }
}

export type JsapiName = keyof JsapiOptions

export type BridgeCall = {
  [Name in JsapiName]: { protocol: typeof protocol; id: number; name: Name; options: JsapiOptions[Name] }
}[JsapiName]

export type JsapiAnswer = { success: object } | { fail: object }

export interface BridgeReply {
  protocol: typeof protocol
  id: number
  answer: JsapiAnswer
}
