/** What a signature covers. The same form for a request and for the answer to it. */
export interface SignedParts {
  /** @default 'POST': the platform knows no other method. */
  method?: string
  /** Path with prefix and query, without scheme and host, e.g. `/api/open/v2/miniprogram/message/send`. */
  uri: string
  clientId: string
  /** The text of `Request-Time` or `Response-Time`, exactly as in the header. */
  time: string
  /** The body exactly as sent: re-serialised JSON has another signature. */
  body: string | Uint8Array
}

/**
 * `<method> <uri>\n<client id>.<time>.<body>` in UTF-8, with no newline at the end.
 * @see https://docs.rebellapp.com/openapis/message-transmission-security/call-api (sibling of AIMPDP's page)
 */
export function stringToSign({ method = 'POST', uri, clientId, time, body }: SignedParts): Buffer {
  return Buffer.concat([Buffer.from(`${method} ${uri}\n${clientId}.${time}.`, 'utf8'), Buffer.from(body)])
}
