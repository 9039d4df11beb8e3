import { formatSignatureHeader, parseSignatureHeader } from '../../src/platform/signing.js'

const bytes = Buffer.from([251, 255, 191, 0, 1])

test('what is written is read again', () => {
  expect(parseSignatureHeader(formatSignatureHeader(bytes, '2'))).toEqual({
    algorithm: 'RSA256',
    keyVersion: '2',
    signature: bytes,
  })
})

test('+ and / of Base64 are percent-encoded', () => {
  expect(formatSignatureHeader(bytes, '1')).toBe(
    'algorithm=RSA256, keyVersion=1, signature=%2B%2F%2B%2FAAE%3D',
  )
})

test('blanks after the comma, case of names and order do not matter', () => {
  expect(parseSignatureHeader('Signature=%2B%2F%2B%2FAAE%3D,ALGORITHM=rsa256')).toEqual({
    algorithm: 'RSA256',
    signature: bytes,
  })
})

test.each(['', 'signature=', 'signature=a', 'signature=a,signature=b', 'signature=<x>', '=x', 'a,b'])(
  '%j is not read',
  (header) => {
    expect(parseSignatureHeader(header)).toBeUndefined()
  },
)
