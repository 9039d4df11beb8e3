/** A request as it came off the wire. */
export interface IncomingRequest {
  method: string
  /** Path and query, untouched. */
  uri: string
  clientId: string | undefined
  requestTime: string | undefined
  signature: string | undefined
  contentType: string | undefined
  body: Buffer
}

export const gatewayPrefix = '/api/open'

/** The path alone. */
export const pathOf = (uri: string): string => uri.split('?', 1)[0] ?? ''

/** The path after the prefix, which names the endpoint: `/v2/miniprogram/message/send`. */
export const endpointOf = (uri: string): string => pathOf(uri).slice(gatewayPrefix.length)
