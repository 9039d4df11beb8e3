import { bytesToSign, type SignedParts } from './string-to-sign.js'

/** A usual mistake: what was signed by whoever makes it, and how to mend it. */
export interface Mistake {
  remedy: string
  signed: (parts: SignedParts, host: string) => readonly Buffer[]
}

const withUri = (uri: (parts: SignedParts) => string): Mistake['signed'] => {
  return (parts) => [bytesToSign({ ...parts, uri: uri(parts) })]
}
const withBody = (...bodies: ((text: string) => string | Buffer)[]): Mistake['signed'] => {
  return (parts) =>
    bodies.map((of) => bytesToSign({ ...parts, body: Buffer.from(of(parts.body.toString())) }))
}

export const mistakes: readonly Mistake[] = [
  {
    remedy: 'The signed path lacks the prefix: sign the whole path of the URL, /api/open included.',
    signed: withUri(({ uri }) => uri.replace(/^\/api\/open/, '')),
  },
  {
    remedy: 'The whole URL was signed: sign its path alone, without scheme and host.',
    signed: ({ uri, ...parts }, host) =>
      ['http', 'https'].map((scheme) => bytesToSign({ ...parts, uri: `${scheme}://${host}${uri}` })),
  },
  {
    remedy: 'The query string was not signed: it belongs to the path.',
    signed: withUri(({ uri }) => uri.replace(/\?.*$/, '')),
  },
  {
    remedy: 'Request-Time was signed in another form than it was sent: sign the text of the header.',
    signed: (parts) => sameTimes(parts.time).map((time) => bytesToSign({ ...parts, time })),
  },
  {
    remedy: 'A carriage return was signed after the path: the line ends with a line feed alone.',
    signed: (parts) => [Buffer.from(bytesToSign(parts).toString('latin1').replace('\n', '\r\n'), 'latin1')],
  },
  {
    remedy: 'The body was signed without its last line end: sign exactly the bytes that you send.',
    signed: withBody((text) => text.trimEnd()),
  },
  {
    remedy: 'A line end was signed after the body, but not sent.',
    signed: withBody((text) => `${text}\n`),
  },
  {
    remedy: 'An empty body was signed: sign exactly the bytes that you send.',
    signed: withBody(() => ''),
  },
  {
    remedy: 'The body was serialised again after signing (blanks differ): send the signed bytes.',
    signed: withBody(
      (text) => serialised(text),
      (text) => serialised(text, 2),
      // Python’s json.dumps.
      (text) =>
        serialised(text, 1)
          .replace(/\n\s*/g, ' ')
          .replace(/([{[]) | ([\]}])/g, '$1$2'),
    ),
  },
  {
    remedy: 'Line ends in the body were changed between signing and sending (CRLF and LF).',
    signed: withBody(
      (text) => text.replaceAll('\r\n', '\n'),
      (text) => text.replace(/\r?\n/g, '\r\n'),
    ),
  },
  {
    remedy: 'Characters outside ASCII were escaped or written in another charset when signing: sign UTF-8.',
    signed: withBody(
      (text) => Buffer.from(text, 'latin1'),
      (text) => text.replace(/[^\0-\x7f]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`),
    ),
  },
]

function serialised(text: string, indent?: number): string {
  try {
    return JSON.stringify(JSON.parse(text), null, indent)
  } catch {
    return text
  }
}

/** The same moment in the forms that programs write it. */
function sameTimes(text: string): string[] {
  const ms = Date.parse(text)
  if (Number.isNaN(ms)) return []
  const utc = new Date(ms).toISOString()
  return [utc, utc.replace(/\.\d+Z$/, 'Z'), utc.replace(/\.\d+Z$/, '+00:00'), String(ms)]
}
