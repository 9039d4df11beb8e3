import type { FastifyInstance } from 'fastify'

/** Bytes that are not the text they should be; the message says which encoding they seem to have, and what to do. */
export class EncodingError extends Error {
  readonly statusCode = 400
  readonly controlCode = 'INVALID_REQUEST'
}

/** The text of `bytes`, without a byte order mark. Throws EncodingError where they are not UTF-8. `what`: e.g. "the seed". */
export function readUtf8(bytes: Uint8Array, what: string): string {
  const wide = utf16In(bytes)
  if (wide !== undefined) throw new EncodingError(`${what} is ${wide}: save it as UTF-8.`)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (cause) {
    throw new EncodingError(`${what} is not UTF-8 (GBK perhaps): save it as UTF-8.`, { cause })
  }
}

/** By its byte order mark, or by a zero beside the first character, which no YAML, JSON or PEM has. */
function utf16In([first, second]: Uint8Array): string | undefined {
  if (first === 0xff && second === 0xfe) return 'UTF-16 (little endian)'
  if (first === 0xfe && second === 0xff) return 'UTF-16 (big endian)'
  if (first !== undefined && first !== 0 && second === 0) return 'UTF-16 (little endian, without a mark)'
  return first === 0 && second !== undefined && second !== 0
    ? 'UTF-16 (big endian, without a mark)'
    : undefined
}

/** JSON bodies as Fastify reads them, but an empty one counts as none and is not an error: `curl -X POST` works. */
export function registerJsonReader(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error')
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body: Buffer, done) => {
    if (body.length === 0) {
      done(null, undefined)
      return
    }
    try {
      void parse(request, readUtf8(body, 'The body'), done)
    } catch (error) {
      done(error as Error)
    }
  })
}
