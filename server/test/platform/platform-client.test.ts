import { applyToken, type AccessToken } from '../../src/platform/apply-token.js'
import { applyTokenAndInquiryUserInfo, inquiryUserInfo } from '../../src/platform/inquiry-user-info.js'
import type { PlatformClient } from '../../src/platform/platform-client.js'
import { revokeToken } from '../../src/platform/revoke-token.js'
import { sendMessage } from '../../src/platform/send-message.js'
import { readPrivateKey, readPublicKey } from '../../src/signing/pem.js'
import { pem } from '../support/known-answers.js'
import { app, clientOf } from '../support/platform-client.js'
import { PlatformStub, type Fault } from '../support/platform-stub.js'

let stub: PlatformStub
let platform: PlatformClient
beforeEach(async () => {
  stub = await PlatformStub.start()
  platform = clientOf(stub)
})
afterEach(async () => {
  await platform.close()
  await stub.stop()
})

const path = '/v2/authorizations/applyToken'
const exchange = (client = platform, code = stub.codeOf('user-1')) =>
  applyToken<'MESSAGE'>(client, app, { grantType: 'AUTHORIZATION_CODE', authCode: code })

async function tokenOf(userId: string): Promise<AccessToken<'MESSAGE'>> {
  const outcome = await exchange(platform, stub.codeOf(userId))
  if (outcome.outcome !== 'SENT') throw new Error(outcome.message)
  return outcome.data.accessToken
}

test('a code is swapped for tokens that name the user', async () => {
  expect(await exchange()).toMatchObject({
    outcome: 'SENT',
    accepted: false,
    data: { userId: 'user-1', accessToken: expect.any(String), accessTokenExpiresAt: expect.any(Number) },
  })
})

test('a used code is REJECTED with the platform’s code and what to do', async () => {
  const code = stub.codeOf('user-1')
  await exchange(platform, code)
  expect(await exchange(platform, code)).toMatchObject({
    outcome: 'REJECTED',
    code: 'USED_AUTHCODE',
    effect: 'AUTH_CODE_SPENT',
    retryable: false,
    remedy: expect.stringContaining('my.getAuthCode'),
  })
})

test('a refresh token is swapped once', async () => {
  const first = await exchange()
  if (first.outcome !== 'SENT') throw new Error('no token')
  const grant = { grantType: 'REFRESH_TOKEN', refreshToken: first.data.refreshToken } as const
  expect(await applyToken(platform, app, grant)).toMatchObject({ outcome: 'SENT' })
  expect(await applyToken(platform, app, grant)).toMatchObject({ effect: 'REFRESH_TOKEN_DEAD' })
})

test('token and user information come in one call', async () => {
  const given = { grantType: 'AUTHORIZATION_CODE', authCode: stub.codeOf('user-1') } as const
  expect(await applyTokenAndInquiryUserInfo(platform, app, given)).toMatchObject({
    outcome: 'SENT',
    data: { userInfo: { nickName: 'Mei' }, grant: { userId: 'user-1' } },
  })
})

test('user information comes by token', async () => {
  const accessToken = (await tokenOf('user-1')) as unknown as AccessToken<'USER_INFO'>
  expect(await inquiryUserInfo(platform, app, accessToken)).toMatchObject({ data: { nickName: 'Mei' } })
})

test('a revoked token sends nothing', async () => {
  const accessToken = await tokenOf('user-1')
  expect(await revokeToken(platform, app, accessToken)).toMatchObject({ outcome: 'SENT' })
  const message = { ...app, accessToken, requestId: 'r', templateCode: 't', templates: [] }
  expect(await sendMessage(platform, message)).toMatchObject({ effect: 'ACCESS_TOKEN_DEAD' })
})

test('the same requestId again gives the same messageId', async () => {
  const accessToken = await tokenOf('user-1')
  const message = { ...app, accessToken, requestId: 'r', templateCode: 't', templates: [] }
  const [first, second] = [await sendMessage(platform, message), await sendMessage(platform, message)]
  expect(first).toMatchObject({ outcome: 'SENT', data: { messageId: expect.any(String) } })
  expect(second).toEqual(first)
})

test('A is SENT with accepted: true', async () => {
  const accessToken = await tokenOf('user-1')
  stub.failNext('/v2/miniprogram/message/send', { kind: 'result', status: 'A', code: 'ACCEPT' })
  const message = { ...app, accessToken, requestId: 'r', templateCode: 't', templates: [] }
  expect(await sendMessage(platform, message)).toEqual({ outcome: 'SENT', accepted: true, data: {} })
})

describe('UNKNOWN is every answer that says nothing for certain:', () => {
  test.each<[string, Fault, string]>([
    ['none, applied or not', { kind: 'answer-lost' }, 'NETWORK'],
    ['without a signature', { kind: 'unsigned' }, 'UNVERIFIED'],
    ['with a wrong signature', { kind: 'wrong-signature' }, 'UNVERIFIED'],
    ['for another client', { kind: 'other-client' }, 'UNVERIFIED'],
    ['more than 300 s old', { kind: 'response-time', offsetMs: -301_000 }, 'UNVERIFIED'],
    ['more than 300 s ahead', { kind: 'response-time', offsetMs: 302_000 }, 'UNVERIFIED'],
    ['a gateway’s 502', { kind: 'http', status: 502 }, 'HTTP_STATUS'],
    ['not JSON', { kind: 'body', text: '<html>' }, 'UNREADABLE'],
    ['S without the token', { kind: 'result', status: 'S', code: 'SUCCESS' }, 'UNREADABLE'],
    ['U', { kind: 'result', status: 'U', code: 'UNKNOWN_EXCEPTION' }, 'PLATFORM'],
  ])('%s', async (_case, fault, reason) => {
    stub.failNext(path, fault)
    expect(await exchange()).toMatchObject({ outcome: 'UNKNOWN', reason, remedy: expect.any(String) })
  })

  test('none within the time-out', async () => {
    let end = () => {}
    stub.failNext(path, { kind: 'wait', until: new Promise<void>((resolve) => (end = resolve)) })
    const hasty = clientOf(stub, { timeoutMs: 20 })
    expect(await exchange(hasty)).toMatchObject({ outcome: 'UNKNOWN', reason: 'TIMEOUT' })
    end()
    await hasty.close()
  })

  test('nobody listens', async () => {
    const nowhere = clientOf(stub, { baseUrl: 'http://127.0.0.1:9' })
    expect(await exchange(nowhere)).toMatchObject({ outcome: 'UNKNOWN', reason: 'NETWORK' })
    await nowhere.close()
  })
})

test('an answer that can’t be verified is no proof, but its code is told as a hint', async () => {
  stub.failNext(path, { kind: 'unsigned' })
  const outcome = await exchange(platform, 'no-such-code')
  expect(outcome).toMatchObject({
    outcome: 'UNKNOWN',
    message: expect.stringContaining('unverified, it says INVALID_AUTHCODE'),
  })
})

test('a request signed with another key is REJECTED, and the remedy names the settings', async () => {
  const privateKey = readPrivateKey(pem('platform-private'), 'key')
  const wrong = clientOf(stub, { signingKey: { privateKey, keyVersion: '1' } })
  expect(await exchange(wrong)).toMatchObject({
    outcome: 'REJECTED',
    code: 'SIGNATURE_INVALID',
    remedy: expect.stringContaining('MERCHANT_PRIVATE_KEY'),
  })
  await wrong.close()
})

test('answers checked with another public key are not believed', async () => {
  const wrong = clientOf(stub, { platformPublicKeys: [readPublicKey(pem('merchant-public'), 'key')] })
  expect(await exchange(wrong)).toMatchObject({ outcome: 'UNKNOWN', reason: 'UNVERIFIED' })
  await wrong.close()
})

test('a path prefix is part of what is signed', async () => {
  const other = clientOf(stub, { baseUrl: stub.baseUrl.replace('/api/open', '') })
  expect(await exchange(other)).toMatchObject({ outcome: 'SENT' })
  await other.close()
})
