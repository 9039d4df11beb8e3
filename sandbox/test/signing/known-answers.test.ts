import { createPrivateKey, createPublicKey } from 'node:crypto'
import {
  parseSignatureHeader,
  signatureHeader,
  bytesToSign,
  type SignedParts,
  isSignedBy,
} from '../../src/signing/signing.js'
import { readKnown } from '../support/test-sandbox.js'

interface KnownAnswer {
  uri: string
  clientId: string
  time: string
  body: string
  stringToSign: string
  signature: string
  header: string
}

const request = JSON.parse(readKnown('request.json')) as KnownAnswer
const response = JSON.parse(readKnown('response.json')) as KnownAnswer
const merchantKey = createPublicKey(readKnown('merchant-public.pem'))

const partsOf = ({ uri, clientId, time, body }: KnownAnswer): SignedParts => ({
  uri,
  clientId,
  time,
  body: Buffer.from(body),
})
const good = partsOf(request)

describe('against signatures made with openssl', () => {
  test('the string to sign is the same, byte for byte', () => {
    expect(bytesToSign(good).equals(Buffer.from(request.stringToSign))).toBe(true)
  })

  test('the merchant’s request is accepted as its header stands', () => {
    const header = parseSignatureHeader(request.header)
    expect(header).toMatchObject({ algorithm: 'RSA256', keyVersion: '1' })
    expect(isSignedBy(merchantKey, good, header?.signature ?? '')).toBe(true)
  })

  test.each([
    ['plain Base64', request.signature],
    ['percent-encoded', encodeURIComponent(request.signature)],
    ['percent-encoded with small letters', request.signature.replaceAll('/', '%2f').replaceAll('+', '%2b')],
    [
      'Base64URL without padding',
      request.signature.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, ''),
    ],
  ])('the signature is accepted as %s', (_form, signature) => {
    expect(isSignedBy(merchantKey, good, signature)).toBe(true)
  })

  test('the platform’s answer comes out the same: RSA with PKCS#1 v1.5 has one signature for one string', () => {
    const key = createPrivateKey(readKnown('platform-private.pem'))
    expect(signatureHeader(key, partsOf(response), 1)).toBe(response.header)
  })

  test.each<[string, SignedParts]>([
    ['body', { ...good, body: Buffer.from(request.body.replace('123456', '123457')) }],
    ['body’s end', { ...good, body: Buffer.from(`${request.body}\n`) }],
    ['time', { ...good, time: request.time.replace(':56+', ':57+') }],
    ['path', { ...good, uri: request.uri.replace('send', 'sena') }],
    ['client ID', { ...good, clientId: request.clientId.replace(/1$/, '2') }],
  ])('one changed byte in the %s is refused', (_part, parts) => {
    expect(isSignedBy(merchantKey, parts, request.signature)).toBe(false)
  })

  test('every single changed character of the signature is refused', () => {
    const { signature } = request
    const accepted = Array.from(signature).flatMap((character, index) =>
      ['A', 'B', '-', '_', '='].flatMap((other) => {
        const changed = signature.slice(0, index) + other + signature.slice(index + 1)
        return other !== character && isSignedBy(merchantKey, good, changed) ? [changed] : []
      }),
    )
    expect(accepted).toEqual([])
  })

  test('the last character before the padding is refused too where only its spare bits change', () => {
    expect(request.signature).toMatch(/Q==$/)
    expect(isSignedBy(merchantKey, good, request.signature.replace(/Q==$/, 'R=='))).toBe(false)
  })

  test('a signature of another key is refused', () => {
    const platformKey = createPublicKey(readKnown('platform-public.pem'))
    expect(isSignedBy(platformKey, good, request.signature)).toBe(false)
  })

  test.each(['', '%', '%zz', 'not base64!', request.signature.slice(0, -8)])(
    'the text "%s" is not a signature',
    (text) => {
      expect(isSignedBy(merchantKey, good, text)).toBe(false)
    },
  )
})
