import { readPrivateKey } from '../../src/config/environment.js'
import { signParts, stringToSign } from '../../src/platform/signing.js'
import { knownAnswer, pem } from '../support/known-answers.js'

describe.each(['request', 'response'] as const)('the %s that openssl signed', (name) => {
  const known = knownAnswer(name)
  const privateKey = readPrivateKey(
    pem(name === 'request' ? 'merchant-private' : 'platform-private'),
    'the test key',
  )

  test('has our string to sign, byte for byte', () => {
    expect(stringToSign(known).toString('utf8')).toBe(known.stringToSign)
  })

  test('has the signature header that we make', () => {
    expect(signParts(known, { privateKey, keyVersion: '1' })).toBe(known.header)
  })
})

test('the string to sign ends with the body, without a newline', () => {
  expect(stringToSign({ uri: '/a?b=c', clientId: 'id', time: 't', body: '{}' }).toString()).toBe(
    'POST /a?b=c\nid.t.{}',
  )
})
