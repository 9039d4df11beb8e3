import { sign } from 'node:crypto'
import { generatePair } from '../../src/keys/key-pairs.js'
import { control } from '../support/control.js'
import { isoTime } from '../support/merchant.js'
import { authCode, exchange } from '../support/shop.js'
import { clientId, startTime, testSandbox } from '../support/test-sandbox.js'

const uri = '/api/open/v2/authorizations/applyToken'

function setUp() {
  const { app, sandbox } = testSandbox()
  const codeOf = async (privateKey: string, keyVersion: number) => {
    const payload = JSON.stringify(exchange(authCode(sandbox)))
    const time = isoTime(startTime)
    const text = Buffer.from(`POST ${uri}\n${clientId}.${time}.${payload}`)
    const value = encodeURIComponent(sign('RSA-SHA256', text, privateKey).toString('base64'))
    const headers = {
      'content-type': 'application/json',
      'client-id': clientId,
      'request-time': time,
      signature: `algorithm=RSA256, keyVersion=${keyVersion}, signature=${value}`,
    }
    const answer = (await app.inject({ method: 'POST', url: uri, payload, headers })).json()
    return answer.result.resultCode
  }
  return { app, sandbox, codeOf, ...control(app) }
}

test('an uploaded key is a further version beside the first, until it is withdrawn', async () => {
  const { codeOf, get, post, remove } = setUp()
  const own = await generatePair()
  expect((await post('keys', { publicKey: own.publicKey })).body).toEqual({ clientId, keyVersion: 2 })
  expect(await codeOf(own.privateKey, 2)).toBe('SUCCESS')
  expect(await codeOf(own.privateKey, 1)).toBe('SIGNATURE_INVALID')
  expect((await get('keys')).merchants[0].keys).toHaveLength(2)
  expect((await remove('keys/2')).status).toBe(204)
  expect(await codeOf(own.privateKey, 2)).toBe('KEY_NOT_FOUND')
})

test('bare Base64 is taken as PEM is; what is not a key is refused', async () => {
  const { codeOf, post } = setUp()
  const own = await generatePair()
  const bare = own.publicKey.replace(/-----.*-----|\n/g, '')
  await post('keys', { publicKey: bare })
  expect(await codeOf(own.privateKey, 2)).toBe('SUCCESS')
  expect((await post('keys', { publicKey: 'AAAA' })).status).toBe(400)
})

test('after a rotation the platform signs with its new key version', async () => {
  const { app, get, post } = setUp()
  const { keyVersion, publicKey } = (await post('keys/platform/rotate')).body
  expect(keyVersion).toBe(2)
  expect((await get('credentials')).platformPublicKey).toBe(publicKey)
  expect((await get('keys')).platform).toMatchObject([{ keyVersion: 1 }, { keyVersion: 2, publicKey }])
  const { headers } = await app.inject({ method: 'POST', url: uri })
  expect(headers.signature).toContain('keyVersion=2')
})
