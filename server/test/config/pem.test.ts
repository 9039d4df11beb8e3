import { generateKeyPairSync } from 'node:crypto'
import { readPrivateKey, readPublicKey } from '../../src/config/environment.js'
import { KeyFormatError } from '../../src/contract/errors.js'
import { pem } from '../support/known-answers.js'

const bare = (text: string) => text.replace(/-----.*-----/g, '').replace(/\s/g, '')
const publicOf = (text: string) => readPublicKey(text, 'KEY').export({ type: 'spki', format: 'pem' })

const privateText = pem('merchant-private')
const publicText = pem('merchant-public')

test.each([
  ['PKCS#8 in PEM', privateText],
  ['PKCS#1 in PEM', pem('merchant-private-pkcs1')],
  ['PKCS#8 in bare Base64', bare(privateText)],
  ['PKCS#1 in bare Base64', bare(pem('merchant-private-pkcs1'))],
  ['newlines spelt out', privateText.replace(/\n/g, '\\n')],
  ['blanks from a chat', ` ${privateText.replace(/\n/g, ' \r\n ')} `],
])('a private key is read as %s', (_form, text) => {
  const expected = readPrivateKey(privateText, 'KEY').export({ type: 'pkcs8', format: 'der' })
  expect(readPrivateKey(text, 'KEY').export({ type: 'pkcs8', format: 'der' })).toEqual(expected)
})

test.each([
  ['SPKI in PEM', publicText],
  ['PKCS#1 in PEM', pem('merchant-public-pkcs1')],
  ['bare Base64', bare(publicText)],
])('a public key is read as %s', (_form, text) => {
  expect(publicOf(text)).toBe(publicText)
})

test.each<[string, (text: string) => string]>([
  ['longer dashes', (text) => text.replaceAll('-----', '\u2014\u2014-')],
  ['invisible blanks', (text) => text.replaceAll('\n', '\u200b\u00a0\n')],
  ['typographic quotes', (text) => `\u201c${text}\u201d`],
])('a chat’s %s do no harm to a key', (_what, spoil) => {
  expect(publicOf(spoil(publicText))).toBe(publicText)
})

const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const short = generateKeyPairSync('rsa', { modulusLength: 1024 })

test.each([
  ['a public key given as private', publicText, /KEY is a public key: give the private key/],
  ['half a key', privateText.slice(0, 400), /not a readable RSA private key/],
  ['no key', '  ', /KEY is empty/],
  ['another text', 'not a key!', /neither PEM nor Base64/],
  ['an elliptic curve', ec.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), /takes RSA only/],
  ['1024 bits', short.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), /1024 bits/],
  ['a pass phrase', '-----BEGIN ENCRYPTED PRIVATE KEY-----\nMII=', /pass phrase/],
])('%s is refused with what to do', (_case, text, message) => {
  expect(() => readPrivateKey(text, 'KEY')).toThrow(KeyFormatError)
  expect(() => readPrivateKey(text, 'KEY')).toThrow(message)
})

test('a private key given as the platform public key is refused with what to do', () => {
  expect(() => readPublicKey(privateText, 'KEY')).toThrow(
    /KEY is a private key: give the public key the platform/,
  )
})

test('no part of a key stands in the message', () => {
  const secret = bare(privateText).slice(30, 60)
  expect.assertions(1)
  try {
    readPrivateKey(privateText.slice(0, 900), 'KEY')
  } catch (error) {
    expect(String(error)).not.toContain(secret)
  }
})
