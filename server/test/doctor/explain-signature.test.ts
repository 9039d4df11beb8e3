import { createPrivateKey, createPublicKey, sign } from 'node:crypto'
import { explainSignature, type Suspect } from '../../src/doctor/signature.js'
import { formatSignatureHeader, stringToSign, type SignedParts } from '../../src/platform/signing.js'
import { pem } from '../support/known-answers.js'

const nowMs = Date.parse('2026-11-20T04:00:00Z')
const parts: SignedParts = {
  uri: '/api/open/v2/miniprogram/message/send',
  clientId: 'SANDBOX_5Y1',
  time: '2026-11-20T04:00:00.000Z',
  body: '{"appId":"P1","templates":[{"language":"zh-CN"}],"name":"好味"}',
}
const [merchant, platform] = [
  createPrivateKey(pem('merchant-private')),
  createPrivateKey(pem('platform-private')),
]
const bytes = (signed: SignedParts, key = platform) => sign('sha256', stringToSign(signed), key)
const header = (signed: SignedParts, key = platform) => formatSignatureHeader(bytes(signed, key), '1')

const suspect = (changed: Partial<Suspect> = {}): Suspect => ({
  parts,
  header: header(parts),
  signer: 'platform',
  publicKeys: [createPublicKey(platform)],
  otherSideKeys: [createPublicKey(merchant)],
  nowMs,
  ...changed,
})
const signedFor = (changed: Partial<SignedParts>) => suspect({ header: header({ ...parts, ...changed }) })
const withValue = (value: string) => suspect({ header: `algorithm=RSA256, keyVersion=1, signature=${value}` })
const base64 = bytes(parts).toString('base64')

test('a signature that fits, at the right time, has nothing wrong', () => {
  expect(explainSignature(suspect()).cause).toBe('NOTHING')
})

test.each<[string, Suspect, string, string]>([
  ['no header', suspect({ header: undefined }), 'UNSIGNED', 'proxy'],
  [
    'the merchant’s own key',
    suspect({ header: header(parts, merchant) }),
    'SWAPPED_KEYS',
    'PLATFORM_PUBLIC_KEY',
  ],
  [
    'another key',
    suspect({ header: header(parts, merchant), otherSideKeys: [] }),
    'WRONG_KEY',
    'Development Configuration',
  ],
  ['no prefix', signedFor({ uri: '/v2/miniprogram/message/send' }), 'PATH_OR_PREFIX', 'PLATFORM_URL'],
  [
    'another prefix',
    signedFor({ uri: '/api/v2/miniprogram/message/send' }),
    'PATH_OR_PREFIX',
    'PLATFORM_URL',
  ],
  ['the whole address', signedFor({ uri: `https://host${parts.uri}` }), 'PATH_OR_PREFIX', 'PLATFORM_URL'],
  ['a slash at the end', signedFor({ uri: `${parts.uri}/` }), 'PATH_OR_PREFIX', 'PLATFORM_URL'],
  ['a client id in lower case', signedFor({ clientId: 'sandbox_5y1' }), 'CLIENT_ID', 'CLIENT_ID'],
  [
    'JSON with blanks',
    signedFor({ body: JSON.stringify(JSON.parse(parts.body as string), null, 2) }),
    'CHANGED_BODY',
    'same bytes',
  ],
  [
    'JSON as Python writes it',
    signedFor({ body: (parts.body as string).replaceAll(/[:,](?!$)/g, '$& ') }),
    'CHANGED_BODY',
    'same bytes',
  ],
  ['a newline at its end', signedFor({ body: `${String(parts.body)}\n` }), 'CHANGED_BODY', 'same bytes'],
  [
    'characters escaped',
    signedFor({ body: (parts.body as string).replace('好味', '\\u597d\\u5473') }),
    'CHANGED_BODY',
    'same bytes',
  ],
  [
    'Base64 encoded twice',
    withValue(encodeURIComponent(encodeURIComponent(base64))),
    'PERCENT_ENCODING',
    'once',
  ],
  ['a + that became a blank', withValue(base64.replaceAll('+', ' ')), 'PERCENT_ENCODING', '%2B'],
  ['Base64URL', withValue(bytes(parts).toString('base64url')), 'PERCENT_ENCODING', 'Base64 first'],
  ['five minutes ago', suspect({ nowMs: nowMs + 301_000 }), 'CLOCK_SKEW', 'NTP'],
  ['a clock ahead', suspect({ nowMs: nowMs - 301_000 }), 'CLOCK_SKEW', 'NTP'],
])('signed with %s', (_case, suspected, cause, remedy) => {
  expect(explainSignature(suspected)).toMatchObject({ cause, remedy: expect.stringContaining(remedy) })
})

test('the clock’s finding says how far and which way', () => {
  expect(explainSignature(suspect({ nowMs: nowMs + 400_000 })).detail).toContain('400 s behind')
})

test('a request of the merchant’s is explained from the merchant’s side', () => {
  const keys = { publicKeys: [createPublicKey(merchant)], otherSideKeys: [createPublicKey(platform)] }
  const asked = (key: typeof merchant) =>
    explainSignature(suspect({ ...keys, signer: 'merchant', header: header(parts, key) }))
  expect(asked(merchant).cause).toBe('NOTHING')
  expect(asked(platform)).toMatchObject({ cause: 'SWAPPED_KEYS', detail: expect.stringContaining('request') })
})

test('no finding repeats the body', () => {
  expect(JSON.stringify(explainSignature(signedFor({ body: '{}' })))).not.toContain('zh-CN')
})
