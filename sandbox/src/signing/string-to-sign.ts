/** What a signature covers. `uri` is path and query as they stood on the wire, prefix included. */
export interface SignedParts {
  uri: string
  clientId: string
  /** The header's text as it was, never a parsed and reprinted time. */
  time: string
  body: Buffer
}

/** Everything of the string to sign that stands before the body. Requests and answers share the form. */
export const headOfStringToSign = ({ uri, clientId, time }: Omit<SignedParts, 'body'>): string =>
  `POST ${uri}\n${clientId}.${time}.`

/** Header bytes arrive as latin1 in Node, so they go back the same way; the body is taken byte by byte. */
export const bytesToSign = (parts: SignedParts): Buffer =>
  Buffer.concat([Buffer.from(headOfStringToSign(parts), 'latin1'), parts.body])
