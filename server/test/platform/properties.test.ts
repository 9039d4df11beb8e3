import fc from 'fast-check'
import {
  signParts,
  formatSignatureHeader,
  parseSignatureHeader,
  verifyParts,
} from '../../src/platform/signing.js'
import { readPrivateKey, readPublicKey } from '../../src/config/environment.js'
import { pem } from '../support/known-answers.js'

const key = { privateKey: readPrivateKey(pem('merchant-private'), 'merchant'), keyVersion: '1' }
const publicKeys = [readPublicKey(pem('merchant-public'), 'merchant')]
const nowMs = Date.parse('2026-11-20T04:00:00.000Z')
const time = new Date(nowMs).toISOString()
const text = fc.oneof(fc.string({ unit: 'binary' }), fc.json(), fc.constant('\r\n'), fc.constant('\uFEFF'))
const parts = fc.record({ uri: fc.webPath(), clientId: fc.string(), body: text })

test('what is signed verifies, whatever path, client and body are', () => {
  fc.assert(
    fc.property(parts, (signed) => {
      const header = signParts({ ...signed, time }, key)
      expect(verifyParts({ ...signed, time }, { header, publicKeys, nowMs })).toEqual({ valid: true })
    }),
  )
})

test('a body that differs in anything is refused', () => {
  fc.assert(
    fc.property(parts, text, (signed, body) => {
      fc.pre(!Buffer.from(body).equals(Buffer.from(signed.body)))
      const header = signParts({ ...signed, time }, key)
      expect(verifyParts({ ...signed, time, body }, { header, publicKeys, nowMs })).toMatchObject({
        fault: 'WRONG',
      })
    }),
  )
})

test('a header that we write is read as what it was', () => {
  const bytes = fc.uint8Array({ minLength: 1, maxLength: 512 })
  fc.assert(
    fc.property(bytes, fc.stringMatching(/^[0-9]{1,9}$/), (signature, keyVersion) => {
      expect(parseSignatureHeader(formatSignatureHeader(Buffer.from(signature), keyVersion))).toEqual({
        ...{ algorithm: 'RSA256', keyVersion },
        signature: Buffer.from(signature),
      })
    }),
  )
})

test('the header parser never breaks, and never reads a signature that is not Base64', () => {
  const piece = fc.constantFrom(
    'signature=',
    'algorithm=',
    'keyVersion=',
    ',',
    '=',
    '%',
    '%2B',
    '"',
    'QUJD',
    ' ',
  )
  const header = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(piece).map((pieces) => pieces.join('')),
  )
  fc.assert(
    fc.property(header, (given) => {
      const read = parseSignatureHeader(given)
      if (read === undefined) return
      const [, value = ''] = /(?:^|,)signature=([^,]*)/i.exec(given.replaceAll(/\s/g, '')) ?? []
      expect(decodeURIComponent(value)).toMatch(/^[A-Za-z0-9+/]+={0,2}$/)
      expect(read.signature.length).toBeGreaterThan(0)
    }),
    { numRuns: 2_000 },
  )
})
