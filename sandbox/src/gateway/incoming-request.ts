import type { Settings } from '../state/settings.js'

/** A request as it came off the wire. */
export interface IncomingRequest {
  method: string
  /** Path and query, untouched. */
  uri: string
  host: string | undefined
  clientId: string | undefined
  requestTime: string | undefined
  signature: string | undefined
  contentType: string | undefined
  accept: string | undefined
  body: Buffer
}

export const gatewayPrefix = '/api/open'

/** The path and query as they are signed. That the prefix belongs to them is inferred, so it is a setting. */
export const signedUri = (uri: string, { signedPath }: Settings): string =>
  signedPath === 'without-prefix' && uri.startsWith(gatewayPrefix) ? uri.slice(gatewayPrefix.length) : uri

/** The path alone. */
export const pathOf = (uri: string): string => uri.split('?', 1)[0] ?? ''

/** The path after the prefix, which names the endpoint: `/v2/miniprogram/message/send`. */
export const endpointOf = (uri: string): string => pathOf(uri).slice(gatewayPrefix.length)
