import { readPublicKey } from '../../src/config/environment.js'
import { verifyParts } from '../../src/platform/signing.js'
import { knownAnswer, pem } from '../support/known-answers.js'

const known = knownAnswer('response')
const nowMs = Date.parse(known.time)
const platform = readPublicKey(pem('platform-public'), 'platform')
const merchant = readPublicKey(pem('merchant-public'), 'merchant')
const good = { header: known.header, publicKeys: [platform], nowMs }

test('an answer that openssl signed is accepted', () => {
  expect(verifyParts(known, good)).toEqual({ valid: true })
})

test('a request that openssl signed is accepted', () => {
  const request = knownAnswer('request')
  const verifying = { header: request.header, publicKeys: [merchant], nowMs }
  expect(verifyParts(request, verifying)).toEqual({ valid: true })
})

test('either of two platform keys may have signed, while one replaces the other', () => {
  expect(verifyParts(known, { ...good, publicKeys: [merchant, platform] })).toEqual({ valid: true })
})

test('a signature that is not percent-encoded is accepted', () => {
  const header = `algorithm=rsa256,keyVersion=1,signature=${known.signature}`
  expect(verifyParts(known, { ...good, header })).toEqual({ valid: true })
})

describe('one changed byte is refused:', () => {
  test.each([
    ['body', { body: known.body.replace('SUCCESS', 'SUCCESs') }],
    ['body, a blank more', { body: `${known.body} ` }],
    ['time', { time: known.time.replace(':57', ':56') }],
    ['path', { uri: known.uri.replace('send', 'sene') }],
    ['client id', { clientId: known.clientId.replace('1', '2') }],
    ['method', { method: 'PUT' }],
  ])('%s', (_part, changed) => {
    expect(verifyParts({ ...known, ...changed }, good)).toMatchObject({ valid: false, fault: 'WRONG' })
  })

  test('signature', () => {
    const bytes = Buffer.from(known.signature, 'base64')
    bytes[17] = (bytes[17] ?? 0) ^ 1
    const header = `algorithm=RSA256, keyVersion=1, signature=${encodeURIComponent(bytes.toString('base64'))}`
    expect(verifyParts(known, { ...good, header })).toMatchObject({ valid: false, fault: 'WRONG' })
  })
})

describe('verification fails closed:', () => {
  test.each([
    ['no header', { header: undefined }, 'MISSING'],
    ['an empty header', { header: '' }, 'MISSING'],
    ['no signature in the header', { header: 'algorithm=RSA256, keyVersion=1' }, 'UNREADABLE'],
    ['a header that is not a list', { header: 'RSA256' }, 'UNREADABLE'],
    ['a broken percent sign', { header: 'signature=%zz' }, 'UNREADABLE'],
    ['another algorithm', { header: known.header.replace('RSA256', 'none') }, 'UNKNOWN_ALGORITHM'],
    ['no key', { publicKeys: [] }, 'WRONG'],
    ['another key', { publicKeys: [merchant] }, 'WRONG'],
    ['more than 300 s old', { nowMs: nowMs + 301_000 }, 'TOO_OLD'],
    ['more than 300 s ahead', { nowMs: nowMs - 301_000 }, 'TOO_FAR_AHEAD'],
  ])('%s', (_case, changed, fault) => {
    expect(verifyParts(known, { ...good, ...changed })).toMatchObject({ valid: false, fault })
  })

  test.each([299_000, -299_000])('but %d ms of skew are within the tolerance', (skew) => {
    expect(verifyParts(known, { ...good, nowMs: nowMs + skew })).toEqual({ valid: true })
  })
})
