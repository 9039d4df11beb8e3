import type { Credentials } from '../control/credentials.js'

/** What a snippet needs to know. No secret: the private key is a file that the reader names. */
export type SnippetFacts = Pick<
  Credentials,
  'gatewayUrl' | 'clientId' | 'appId' | 'customerBelongsTo' | 'keyVersion'
>

export interface Snippet {
  language: 'curl' | 'node' | 'java' | 'python'
  fileName: string
  /** The command that runs it. */
  run: string
  code: string
}

/**
 * The body that every snippet sends: an exchange of the auth code in AUTH_CODE. Without one the answer is
 * INVALID_AUTHCODE, which already shows that the signature was taken.
 */
export const exchangeBody = ({ appId, customerBelongsTo }: SnippetFacts, authCode: string): string =>
  JSON.stringify({ appId, customerBelongsTo, grantType: 'AUTHORIZATION_CODE', authCode })

export const endpoint = '/v2/authorizations/applyToken'

/** A text literal that JavaScript, Java and Python read alike. */
export const literal = (text: string): string => JSON.stringify(text)
