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

/** The path alone. */
export const pathOf = (uri: string): string => uri.split('?', 1)[0] ?? ''
