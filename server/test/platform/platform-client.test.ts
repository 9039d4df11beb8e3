import {
  applyToken,
  type AccessToken,
  applyTokenAndInquiryUserInfo,
  inquiryUserInfo,
  revokeToken,
  sendMessage,
} from '../../src/platform/endpoints.js'
import { keepAliveTransport, type PlatformClient, type Transport } from '../../src/platform/client.js'
import { NothingSent } from '../../src/platform/outcomes.js'
import { readPrivateKey, readPublicKey } from '../../src/config/environment.js'
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

const templates = [{ language: 'en', templateParameters: { orderNo: '1' } }]
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
  const message = { ...app, accessToken, requestId: 'r', templateCode: 't', templates }
  expect(await sendMessage(platform, message)).toMatchObject({ effect: 'ACCESS_TOKEN_DEAD' })
})

test('the same requestId again gives the same messageId', async () => {
  const accessToken = await tokenOf('user-1')
  const message = { ...app, accessToken, requestId: 'r', templateCode: 't', templates }
  const [first, second] = [await sendMessage(platform, message), await sendMessage(platform, message)]
  expect(first).toMatchObject({ outcome: 'SENT', data: { messageId: expect.any(String) } })
  expect(second).toEqual(first)
})

test('A is SENT with accepted: true', async () => {
  const accessToken = await tokenOf('user-1')
  stub.failNext('/v2/miniprogram/message/send', { kind: 'result', status: 'A', code: 'ACCEPT' })
  const message = { ...app, accessToken, requestId: 'r', templateCode: 't', templates }
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
})

test('NOT_SENT is certain: nobody listens', async () => {
  const nowhere = clientOf(stub, { baseUrl: 'http://127.0.0.1:9' })
  expect(await exchange(nowhere)).toMatchObject({
    ...{ outcome: 'NOT_SENT', reason: 'UNREACHABLE', message: expect.stringContaining('ECONNREFUSED') },
  })
  await nowhere.close()
})

test('an answer that can’t be verified is not proof, but its code is given as a hint', async () => {
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

describe('what the platform would refuse is refused before anything is sent,', () => {
  const message = {
    ...app,
    accessToken: 'token' as AccessToken<'MESSAGE'>,
    requestId: 'r',
    templateCode: 't',
    templates,
  }
  const six = Array.from({ length: 6 }, () => templates[0]!)
  test.each<[string, object, string]>([
    ['appId', { appId: 'P'.repeat(33) }, 'appId has 33 characters; the platform takes at most 32'],
    ['authClientId', { authClientId: 'a'.repeat(129) }, 'authClientId has 129 characters'],
    ['customerBelongsTo', { customerBelongsTo: '' }, 'customerBelongsTo is missing'],
    [
      'accessToken',
      { accessToken: 'x'.repeat(129) },
      'accessToken has 129 characters; the platform takes at most 128',
    ],
    [
      'requestId',
      { requestId: 'x'.repeat(65) },
      'requestId has 65 characters; the platform takes at most 64',
    ],
    ['templateCode', { templateCode: '' }, 'templateCode is missing'],
    ['templates', { templates: six }, 'templates has 6 elements; the platform takes at most 5'],
    ['extendInfo', { extendInfo: 'x'.repeat(4097) }, 'extendInfo has 4097 characters'],
  ])('naming %s, its limit and its length', async (_field, changed, said) => {
    expect(await sendMessage(platform, { ...message, ...changed })).toMatchObject({
      outcome: 'REJECTED',
      code: 'FIELD_LIMIT',
      message: expect.stringContaining(said),
    })
    expect(stub.calls).toEqual([])
  })

  test('for a code that is longer than a code can be', async () => {
    const outcome = await exchange(platform, 'x'.repeat(65))
    expect(outcome).toMatchObject({
      code: 'FIELD_LIMIT',
      message: expect.stringContaining('authCode has 65'),
    })
    expect(stub.calls).toEqual([])
  })
})

describe('three unbelievable answers in a row', () => {
  const distrust = (client: PlatformClient, times: number) =>
    Array.from({ length: times }).reduce<Promise<unknown>>(
      (before) =>
        before.then(() => {
          stub.failNext(path, { kind: 'wrong-signature' })
          return exchange(client)
        }),
      Promise.resolve(),
    )

  const told = () => {
    const said: string[] = []
    const client = clientOf(stub, { onDistrust: (appId, { cause }) => said.push(`${appId} ${cause}`) })
    return { said, client }
  }

  test('are told once, with what is wrong, and anew after one that is believed', async () => {
    const { said, client } = told()
    await distrust(client, 2)
    expect(said).toEqual([])
    await distrust(client, 3)
    expect(said).toEqual([`${app.appId} WRONG_KEY`])
    await exchange(client)
    await distrust(client, 3)
    expect(said).toHaveLength(2)
    await client.close()
  })

  test('are only those in a row: a believable one between them counts anew', async () => {
    const { said, client } = told()
    await distrust(client, 2)
    await exchange(client)
    await distrust(client, 2)
    expect(said).toEqual([])
    await client.close()
  })

  test('name the key of ours where it stands in the platform’s place', async () => {
    const platformPublicKeys = [readPublicKey(pem('merchant-public'), 'key')]
    const signingKey = { privateKey: readPrivateKey(pem('platform-private'), 'key'), keyVersion: '1' }
    const swapped = clientOf(stub, { platformPublicKeys, signingKey })
    expect(await exchange(swapped)).toMatchObject({
      outcome: 'UNKNOWN',
      message: expect.stringContaining("configured as the merchant's"),
    })
    await swapped.close()
  })
})

describe('while the merchant’s key changes', () => {
  const [known, unknown] = [
    { privateKey: readPrivateKey(pem('merchant-private'), 'key'), keyVersion: '1' },
    { privateKey: readPrivateKey(pem('platform-private'), 'key'), keyVersion: '2' },
  ]

  test('the old key signs where the platform does not know the new one yet', async () => {
    const client = clientOf(stub, { signingKey: unknown, otherSigningKeys: [known] })
    expect(await exchange(client)).toMatchObject({ outcome: 'SENT' })
    expect(stub.calls).toHaveLength(2)
    await exchange(client)
    expect(stub.calls).toHaveLength(3)
    await client.close()
  })

  test('the new key is tried again after five minutes, whatever the wall clock does meanwhile', async () => {
    let [wall, passed] = [Date.now(), 0]
    stub.now = () => wall
    const clock = { now: () => wall, monotonic: () => passed }
    const client = clientOf(stub, { signingKey: unknown, otherSigningKeys: [known], clock })
    await exchange(client)
    wall += 3_600_000
    await exchange(client)
    expect(stub.calls).toHaveLength(3)
    wall -= 7_200_000
    passed += 5 * 60_000 + 1
    await exchange(client)
    expect(stub.calls).toHaveLength(5)
    await client.close()
  })

  test('both tries together take no longer than one call may', async () => {
    const transport = keepAliveTransport()
    const given: number[] = []
    let passed = 0
    const slow: Transport = {
      ...transport,
      exchange: (options) => {
        given.push(options.timeoutMs)
        passed += 9_000
        return transport.exchange({ ...options, timeoutMs: 30_000 })
      },
    }
    const client = clientOf(stub, {
      ...{ signingKey: unknown, otherSigningKeys: [known], transport: slow },
      ...{ timeoutMs: 10_000, totalTimeoutMs: 15_000 },
      clock: { now: () => stub.now(), monotonic: () => passed },
    })
    expect(await exchange(client)).toMatchObject({ outcome: 'SENT' })
    expect(given).toEqual([10_000, 6_000])
    stub.failNext(path, { kind: 'result', status: 'F', code: 'KEY_NOT_FOUND' })
    passed += 3_000_000
    given.length = 0
    const slower = clientOf(stub, {
      ...{ signingKey: unknown, otherSigningKeys: [known], transport: slow },
      ...{ timeoutMs: 9_000, totalTimeoutMs: 9_000 },
      clock: { now: () => stub.now(), monotonic: () => passed },
    })
    expect(await exchange(slower)).toMatchObject({ outcome: 'REJECTED', code: 'KEY_NOT_FOUND' })
    expect(given).toEqual([9_000])
    await client.close()
  })

  test('with no key that fits, the refusal is told', async () => {
    const client = clientOf(stub, {
      signingKey: unknown,
      otherSigningKeys: [{ ...unknown, keyVersion: '3' }],
    })
    expect(await exchange(client)).toMatchObject({ outcome: 'REJECTED', code: 'SIGNATURE_INVALID' })
    await client.close()
  })
})

test('where no connection could be made it is tried again, signed anew, within the total time', async () => {
  const times: string[] = []
  const refused = new NothingSent(Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }))
  const transport = {
    exchange: ({ headers }: { headers: Record<string, string> }) => {
      times.push(headers.signature!)
      return Promise.reject(refused)
    },
    close: () => Promise.resolve(),
  }
  expect(await exchange(clientOf(stub, { transport }))).toMatchObject({ reason: 'UNREACHABLE' })
  expect(times).toHaveLength(3)
  times.length = 0
  await exchange(clientOf(stub, { transport, timeoutMs: 1, totalTimeoutMs: 1 }))
  expect(times).toHaveLength(1)
})

test('what may have been applied is never tried again by the client', async () => {
  stub.failNext(path, { kind: 'answer-lost' })
  expect(await exchange()).toMatchObject({ reason: 'NETWORK' })
  expect(stub.calls).toHaveLength(1)
})

test('every call is reported to the metrics', async () => {
  const told: object[] = []
  const client = clientOf(stub, { onCall: (call) => told.push(call) })
  await exchange(client)
  stub.failNext(path, { kind: 'http', status: 502 })
  await exchange(client)
  expect(told).toMatchObject([
    { path, outcome: 'SENT', code: 'SUCCESS', ms: expect.any(Number) },
    { path, outcome: 'UNKNOWN', code: 'HTTP_STATUS' },
  ])
  await client.close()
})

test('a request is signed once: that is nearly all the work there is', async () => {
  let signed = 0
  const signingKey = {
    keyVersion: '1',
    get privateKey() {
      signed += 1
      return readPrivateKey(pem('merchant-private'), 'key')
    },
  }
  const client = clientOf(stub, { signingKey })
  expect(await exchange(client)).toMatchObject({ outcome: 'SENT' })
  expect(signed).toBe(1)
  await client.close()
})
