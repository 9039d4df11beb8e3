import { remedies } from '../../src/result'
import type { Bridge } from '../../src/host'
import { getAuthCode, readAuthCode } from '../../src/jsapi'

const scopes = ['auth_user']

describe('what counts as a code', () => {
  it.each([
    ['AlipayCN: all three fields', { authCode: 'c', authErrorScopes: {}, authSuccessScopes: ['auth_user'] }],
    ['Alipay+: without authErrorScopes', { authCode: 'c', authSuccessScopes: ['auth_user'] }],
    ['a code alone', { authCode: 'c' }],
    ['another scope was refused', { authCode: 'c', authErrorScopes: { USER_NAME: '10001' } }],
  ])('%s', (_, answer) => {
    expect(readAuthCode(answer, scopes)).toBe('c')
  })

  it.each([
    ['a requested scope is in authErrorScopes', { authCode: 'c', authErrorScopes: { auth_user: '10001' } }],
    ['a requested scope is not in authSuccessScopes', { authCode: 'c', authSuccessScopes: ['auth_base'] }],
  ])('a partial consent is AUTH_DENIED and its code is discarded: %s', (_, answer) => {
    expect(() => readAuthCode(answer, scopes)).toThrow(
      expect.objectContaining({ failure: expect.objectContaining({ errorCode: 'AUTH_DENIED' }) }),
    )
  })
})

describe('each failure has one code and its remedy', () => {
  it.each([
    ['AlipayCN: refused', { error: 11, errorMessage: 'refused' }, 'AUTH_DENIED'],
    ['AlipayCN: Android back key', { error: 3 }, 'CANCELLED'],
    ['AlipayCN: no network', { error: 12 }, 'NETWORK'],
    ['AlipayCN: no permission to call', { error: 4 }, 'UNAVAILABLE'],
    ['AlipayCN: system error', { error: 10 }, 'SYSTEM'],
    ['an error number as text', { error: '11' }, 'AUTH_DENIED'],
    [
      'Alipay+: authErrorScopes with string codes',
      { authErrorScopes: { auth_user: '10001' } },
      'AUTH_DENIED',
    ],
    [
      'Alipay+: both error and authErrorScopes',
      { error: 12, errorMessage: 'no network', authErrorScopes: { auth_user: '10001' } },
      'NETWORK',
    ],
    ['a code with an error', { authCode: 'c', error: 10 }, 'SYSTEM'],
    ['nothing at all', undefined, 'SYSTEM'],
    ['success without a code', {}, 'SYSTEM'],
    ['success that is text', 'ok', 'SYSTEM'],
  ] as const)('%s', (_, answer, errorCode) => {
    const errorMessage = expect.stringContaining(remedies[errorCode])
    expect(() => readAuthCode(answer, scopes)).toThrow(
      expect.objectContaining({ failure: { success: false, errorCode, errorMessage } }),
    )
  })

  it('an answer with an error is a failure, even if success gets it', async () => {
    const bridge: Bridge = { getAuthCode: (call) => call.success?.({ error: 11, authCode: 'c' }) }
    await expect(getAuthCode(bridge, scopes)).rejects.toMatchObject({ failure: { errorCode: 'AUTH_DENIED' } })
  })

  it('a message says what was not granted, in the words of the bridge', () => {
    const answer = { error: 10, errorMessage: 'no luck', authErrorScopes: { auth_user: 1 } }
    expect(() => readAuthCode(answer, scopes)).toThrow(
      expect.objectContaining({
        failure: expect.objectContaining({
          errorMessage: expect.stringMatching(/auth_user.*error 10 no luck/),
        }),
      }),
    )
  })

  it('a message never contains the code that was discarded', () => {
    const answer = { authCode: 'SECRET', authErrorScopes: { auth_user: 1 } }
    expect(() => readAuthCode(answer, scopes)).toThrow(expect.not.objectContaining({ message: /SECRET/ }))
    expect(() => readAuthCode(answer, scopes)).not.toThrow(/SECRET/)
  })

  it('a bridge without getAuthCode is UNAVAILABLE and says what to include', async () => {
    await expect(getAuthCode({}, scopes)).rejects.toMatchObject({
      failure: { errorCode: 'UNAVAILABLE', errorMessage: expect.stringMatching(/hylid-bridge.*bridge/) },
    })
  })

  it('a bridge that throws or rejects is SYSTEM with its words', async () => {
    const throws: Bridge = {
      getAuthCode: () => {
        throw new Error('no bridge yet')
      },
    }
    const rejects: Bridge = { getAuthCode: () => Promise.reject(new Error('later no')) }
    await expect(getAuthCode(throws, scopes)).rejects.toThrow('no bridge yet')
    await expect(getAuthCode(rejects, scopes)).rejects.toMatchObject({ failure: { errorCode: 'SYSTEM' } })
  })

  it('calls the JSAPI as a method, so that a bridge may be an object of a class', async () => {
    class Wallet {
      private readonly code = 'mine'
      getAuthCode(call: { success?: (answer: unknown) => void }): void {
        call.success?.({ authCode: this.code })
      }
    }
    await expect(getAuthCode(new Wallet(), scopes)).resolves.toBe('mine')
  })
})
