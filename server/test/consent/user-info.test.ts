import { randomBytes } from 'node:crypto'
import { userInfoOf } from '../../src/consent/erase.js'
import { rotateEncryption, TokenCipher } from '../../src/tokens/stored-tokens.js'
import { type Merchant, adminKey, apiKey, withMerchant } from '../support/merchant.js'

const joined = '/v2/authorizations/applyTokenAndInquiryUserInfo'
const ask = (of: Merchant, userId = 'user-1', key = adminKey) =>
  of.call({
    method: 'GET',
    url: `/v1/users/${userId}?customerBelongsTo=ALIPAY_CN`,
    headers: { authorization: `Bearer ${key}` },
  })
const mei = { appId: 'P0000000000000010001', userInfo: { nickName: 'Mei' } }

describe('with USER_INFO=off', () => {
  const merchant = withMerchant()

  test('nobody is asked for it and nothing is kept', async () => {
    await merchant().authorizations()
    expect(merchant().stub.callsOf(joined)).toEqual([])
    expect(await ask(merchant())).toMatchObject({
      status: 404,
      body: { error: { code: 'USER_INFO_NOT_FOUND', message: expect.stringContaining('USER_INFO=on') } },
    })
  })
})

describe('with USER_INFO=on', () => {
  const onUserInfo = jest.fn()
  const oldKey = { id: 'old', key: randomBytes(32) }
  const cipher = new TokenCipher([oldKey])
  const merchant = withMerchant({ services: { userInfo: { onUserInfo }, cipher } })
  beforeEach(() => onUserInfo.mockReset())

  test('one call swaps the code and asks; an administrator may see the answer, the front end may not', async () => {
    const { status, body } = await merchant().authorizations()
    expect(status).toBe(200)
    expect(JSON.stringify(body)).not.toContain('Mei')
    await merchant().services.background.settled()
    expect(merchant().stub.revoked).toEqual(merchant().stub.granted)
    expect(merchant().stub.calls.map(({ path }) => path)).toEqual([joined, '/v2/authorizations/revoke'])
    expect(await ask(merchant())).toMatchObject({ status: 200, body: { apps: [mei] } })
    expect(await ask(merchant(), 'user-2')).toMatchObject({ status: 404 })
    expect(await ask(merchant(), 'user-1', apiKey)).toMatchObject({ status: 403 })
  })

  test('it rests encrypted, in an export it is readable, and an erase takes it away', async () => {
    const { subject } = (await merchant().authorizations()).body as { subject?: string }
    const [stored] = await merchant().services.store.userInfos.ofSubjects([subject!])
    expect(stored!.info).toMatch(/^old\./)
    expect(stored!.info).not.toContain('Mei')
    const headers = { authorization: `Bearer ${adminKey}` }
    const url = '/v1/users/user-1/export?customerBelongsTo=ALIPAY_CN'
    expect((await merchant().call({ method: 'GET', url, headers })).body).toMatchObject({ userInfo: [mei] })
    await merchant().call({ method: 'DELETE', url: url.replace('/export', ''), headers })
    expect(await merchant().services.store.userInfos.ofSubjects([subject!])).toEqual([])
  })

  test('the hook is told who it is, and its failure hurts nobody', async () => {
    onUserInfo.mockRejectedValueOnce(new Error('the shop is closed'))
    expect((await merchant().authorizations()).status).toBe(200)
    await merchant().services.background.settled()
    const user = { appId: mei.appId, customerBelongsTo: 'ALIPAY_CN', userId: 'user-1' }
    expect(onUserInfo.mock.calls).toEqual([[user, mei.userInfo]])
  })

  test.each([[['auth_base']], [[]]])('scopes %j can show none, and burn no code', async (scopes) => {
    expect(await merchant().authorizations({ scopes })).toMatchObject({
      status: 400,
      body: { error: { code: 'INVALID_REQUEST', message: expect.stringContaining('auth_user') } },
    })
    expect(merchant().stub.calls).toEqual([])
  })

  test('a code of auth_base under another name is refused as what it is', async () => {
    const fault = { kind: 'result', status: 'F', code: 'INVALID_ACCESS_TOKEN' } as const
    merchant().stub.failNext(joined, fault)
    expect(await merchant().authorizations()).toMatchObject({
      status: 400,
      body: { error: { code: 'INVALID_REQUEST' } },
    })
  })

  test('after a rotation it opens with the new key alone', async () => {
    await merchant().authorizations()
    const key = { id: 'new', key: randomBytes(32) }
    const { store } = merchant().services
    const both = new TokenCipher([key, oldKey])
    expect(await rotateEncryption({ store, cipher: both })).toBe(1)
    expect(await rotateEncryption({ store, cipher: both })).toBe(0)
    const only = { ...merchant().services, cipher: new TokenCipher([key]) }
    const kept = await userInfoOf(only, { customerBelongsTo: 'ALIPAY_CN', userId: 'user-1' })
    expect(kept).toMatchObject([mei])
  })
})
