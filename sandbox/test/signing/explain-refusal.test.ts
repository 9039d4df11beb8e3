import { createPublicKey, sign } from 'node:crypto'
import { explainRefusal } from '../../src/signing/explain-refusal.js'
import { readKnown } from '../support/test-sandbox.js'

const key = createPublicKey(readKnown('merchant-public.pem'))
const privateKey = readKnown('merchant-private.pem')
const parts = {
  uri: '/api/open/v2/users/inquiryUserInfo?a=1',
  clientId: 'C1',
  time: '2026-11-20T12:00:00+08:00',
  body: Buffer.from('{"accessToken": "secret"}\n'),
}
const signed = (text: string): string => sign('RSA-SHA256', Buffer.from(text), privateKey).toString('base64')
const tail = `\nC1.${parts.time}.`

test('the expected string is shown without what stands in the body', () => {
  const { expected } = explainRefusal(key, parts, signed('something else'))
  expect(expected).toMatch(
    /^POST \/api\/open\/v2\/users\/inquiryUserInfo\?a=1\nC1\.2026-11-20T12:00:00\+08:00\.<body: 26 bytes, SHA-256 [0-9a-f]{64}>$/,
  )
  expect(expected).not.toContain('secret')
})

test.each([
  ['prefix', `POST /v2/users/inquiryUserInfo?a=1${tail}${parts.body.toString()}`],
  ['query string', `POST /api/open/v2/users/inquiryUserInfo${tail}${parts.body.toString()}`],
  ['line end', `POST ${parts.uri}${tail}{"accessToken": "secret"}`],
  ['empty body', `POST ${parts.uri}${tail}`],
  ['serialised again', `POST ${parts.uri}${tail}{"accessToken":"secret"}`],
])('a signature that forgot about the %s is told so', (word, text) => {
  expect(explainRefusal(key, parts, signed(text)).remedy).toContain(word)
})

test('a signature that fits nothing points to the key', () => {
  expect(explainRefusal(key, parts, signed('x')).remedy).toContain('private key does not belong')
})
