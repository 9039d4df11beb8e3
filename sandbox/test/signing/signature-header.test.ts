import { parseSignatureHeader } from '../../src/signing/signing.js'

const whole = { algorithm: 'RSA256', keyVersion: '2', signature: 'ab%2Fc%3D' }

test.each([
  ['the documents write it', 'algorithm=RSA256, keyVersion=2, signature=ab%2Fc%3D', whole],
  ['the SDK writes it, without blanks', 'algorithm=RSA256,keyVersion=2,signature=ab%2Fc%3D', whole],
  ['parts in another order', 'signature=ab%2Fc%3D, algorithm=RSA256, keyVersion=2', whole],
  ['names and algorithm in small letters', 'Algorithm=rsa256, keyversion=2, SIGNATURE=ab%2Fc%3D', whole],
  ['without algorithm and version', 'signature=ab%2Fc%3D', { ...whole, keyVersion: undefined }],
  [
    'a value with = in it',
    'signature=abc==',
    { algorithm: 'RSA256', keyVersion: undefined, signature: 'abc==' },
  ],
])('the header is read as %s', (_form, header, parts) => {
  expect(parseSignatureHeader(header)).toEqual(parts)
})

test.each(['', 'signature=', 'algorithm=RSA256', 'nonsense'])('%p holds no signature', (header) => {
  expect(parseSignatureHeader(header)).toBeUndefined()
})
