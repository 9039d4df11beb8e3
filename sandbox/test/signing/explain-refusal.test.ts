import { constants, createPublicKey, generateKeyPairSync, sign } from 'node:crypto'
import { explainRefusal } from '../../src/signing/explain-refusal.js'
import { readKnown } from '../support/test-sandbox.js'

const key = createPublicKey(readKnown('merchant-public.pem'))
const privateKey = readKnown('merchant-private.pem')
const platformKey = createPublicKey(readKnown('platform-public.pem'))
const time = '2026-11-20T12:00:00+08:00'
const uri = '/api/open/v2/users/inquiryUserInfo?a=1'
const body = '{"accessToken": "secret", "name": "店"}\r\n'
const head = `POST ${uri}\nC1.${time}.`

const explain = (signature: string) =>
  explainRefusal({
    key,
    parts: { uri, clientId: 'C1', time, body: Buffer.from(body) },
    signature,
    host: '127.0.0.1:8787',
    otherKeys: [{ name: 'the platform itself', key: platformKey }],
  })
const signed = (text: string | Buffer, algorithm = 'RSA-SHA256'): string =>
  sign(algorithm, Buffer.from(text), privateKey).toString('base64')

test('neither a token nor a key stands in the explanation', () => {
  expect(JSON.stringify(explain(signed('x')))).not.toMatch(/secret|PRIVATE|PUBLIC KEY/)
})

test.each<[string, string | Buffer]>([
  ['prefix', `POST /v2/users/inquiryUserInfo?a=1\nC1.${time}.${body}`],
  ['whole URL', `POST http://127.0.0.1:8787${uri}\nC1.${time}.${body}`],
  ['whole URL', `POST https://127.0.0.1:8787${uri}\nC1.${time}.${body}`],
  ['query string', `POST /api/open/v2/users/inquiryUserInfo\nC1.${time}.${body}`],
  ['another form', `POST ${uri}\nC1.2026-11-20T04:00:00.000Z.${body}`],
  ['another form', `POST ${uri}\nC1.${Date.parse(time)}.${body}`],
  ['carriage return', `POST ${uri}\r\nC1.${time}.${body}`],
  ['without its last line end', `${head}${body.trimEnd()}`],
  ['line end was signed after', `${head}${body}\n`],
  ['empty body', head],
  ['serialised again', `${head}{"accessToken":"secret","name":"店"}`],
  ['serialised again', `${head}${JSON.stringify(JSON.parse(body), null, 2)}`],
  ['Line ends', `${head}${body.replace('\r\n', '\n')}`],
  ['outside ASCII', `${head}${body.replace('店', '\\u5e97')}`],
  ['outside ASCII', Buffer.concat([Buffer.from(head), Buffer.from(body, 'latin1')])],
])('the right key over a text with a mistake is told so: %s', (words, text) => {
  const { differs, remedy } = explain(signed(text))
  expect(remedy).toContain(words)
  expect(differs).toMatch(
    /^The key is the right one, the text is not: SHA-256 [0-9a-f]{64} was signed, expected/,
  )
})

test('a text that fits no usual mistake is to be compared', () => {
  expect(explain(signed('x')).remedy).toContain('byte by byte')
})

test.each(['RSA-SHA1', 'RSA-SHA384', 'RSA-SHA512', 'RSA-MD5'])(
  '%s instead of SHA-256 is named',
  (algorithm) => {
    const { differs, remedy } = explain(signed(head + body, algorithm))
    expect(differs).toContain(algorithm.replace('RSA-', '').replace('SHA', 'SHA-'))
    expect(remedy).toContain('SHA256withRSA')
  },
)

test('RSA-PSS and PKCS#1 are told apart', () => {
  const options = { key: privateKey, padding: constants.RSA_PKCS1_PSS_PADDING }
  const signature = sign('sha256', Buffer.from(head + body), options).toString('base64')
  expect(explain(signature)).toMatchObject({ differs: 'It was made with RSA-PSS.' })
})

test('a key that is known under another name is named', () => {
  const signature = sign('RSA-SHA256', Buffer.from(head + body), readKnown('platform-private.pem'))
  expect(explain(signature.toString('base64')).differs).toContain('private key of the platform itself')
})

test('a foreign key and a cut signature are told apart from a wrong text', () => {
  const foreign = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
  const signature = sign('RSA-SHA256', Buffer.from(head + body), foreign).toString('base64')
  expect(explain(signature).remedy).toContain('private key does not belong')
  expect(explain(signed(head + body).slice(0, 40)).differs).toContain('has 30 bytes; this key makes 256')
})

test('a plus that became a blank is recognised', () => {
  expect(explain('AAA BBB').remedy).toContain('plus')
  expect(explain('not*base64').differs).toContain('not Base64')
})
