import type { Credentials } from '../control/credentials.js'

/** What a snippet needs to know. No secret: the private key is a file that the reader names. */
export interface SnippetFacts extends Pick<
  Credentials,
  | 'gatewayUrl'
  | 'clientId'
  | 'appId'
  | 'customerBelongsTo'
  | 'keyVersion'
  | 'platformPublicKey'
  | 'templateCode'
> {
  /** The template's variables with their samples, and a language that it has texts in. */
  templates: { language: string; templateParameters: Record<string, string> }[]
}

export const languages = ['curl', 'node', 'java', 'python', 'php', 'go'] as const

export interface Snippet {
  language: (typeof languages)[number]
  fileName: string
  /** The command that runs it. */
  run: string
  code: string
}

/** What every snippet says at its head, without the mark of a comment. */
export const purpose = [
  'Exchanges the auth code in AUTH_CODE for an access token and sends a message with it. Each request is signed, and',
  'each answer verified. MERCHANT_KEY: the file with the private key (PEM, PKCS#8). Without a code the answer is',
  'INVALID_AUTHCODE, which shows already that the signature was taken.',
]

export const paths = { exchange: '/v2/authorizations/applyToken', send: '/v2/miniprogram/message/send' }

/**
 * The bodies of both requests, with `AUTH_CODE`, `ACCESS_TOKEN` and `REQUEST_ID` where the snippet puts its own.
 */
export function bodiesOf({ appId, customerBelongsTo, templateCode, templates }: SnippetFacts): {
  exchange: string
  send: string
} {
  const exchange = { appId, customerBelongsTo, grantType: 'AUTHORIZATION_CODE', authCode: 'AUTH_CODE' }
  const send = {
    appId,
    accessToken: 'ACCESS_TOKEN',
    customerBelongsTo,
    requestId: 'REQUEST_ID',
    templateCode,
    templates,
  }
  return { exchange: JSON.stringify(exchange), send: JSON.stringify(send) }
}

/** The gateway's address in two: host, and the path that the signature covers too. */
export function addressOf({ gatewayUrl }: SnippetFacts): {
  origin: string
  prefix: string
  isHttps: boolean
} {
  const { origin, pathname, protocol } = new URL(gatewayUrl)
  return { origin, prefix: pathname, isHttps: protocol === 'https:' }
}

/** A text literal that JavaScript, Java, Python and Go read alike. */
export const literal = (text: string): string => JSON.stringify(text)

/** A text literal of PHP and of a shell's double quotes would read `$`: theirs are in single quotes. */
export const phpLiteral = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`
export const shellLiteral = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`

/** The command; with https it names the file of the CA, from /_sandbox/ca.pem. */
export const runWith = (command: string, caVariable: string, { gatewayUrl }: SnippetFacts): string =>
  `${gatewayUrl.startsWith('https:') ? `${caVariable}=ca.pem ` : ''}MERCHANT_KEY=key.pem ${command}`
