import type { AuthCode } from '../../src/auth-code'
import type { AuthorizationBody, SubscriptionsBody } from '../../src/backend/request-bodies'

// What this file proves is proved by the compiler: an unused @ts-expect-error is an error.
describe('the two-code rule', () => {
  const first = 'code-1' as AuthCode<'USER_INFO'>
  const second = 'code-2' as AuthCode<'MESSAGE'>

  it('the first code does not compile in a subscription', () => {
    const body: SubscriptionsBody = { requestId: 'r', answers: [] }
    // @ts-expect-error the platform refuses to use the code again that named the user
    body.authCode = first
    body.authCode = second
    expect(body.authCode).toBe('code-2')
  })

  it("a panel's own code compiles in neither call", () => {
    const own = 'code-3' as AuthCode<'PANEL'>
    const body: SubscriptionsBody = { requestId: 'r', answers: [] }
    // @ts-expect-error the panel has spent it
    body.authCode = own
    // @ts-expect-error the panel has spent it
    const named: AuthCode<'USER_INFO'> = own
    expect([body.authCode, named]).toEqual(['code-3', 'code-3'])
  })

  it('the second code does not compile in an authorization', () => {
    const body = {
      requestId: 'r',
      appId: 'a',
      customerBelongsTo: 'ALIPAY_CN',
      scopes: [],
      templateCodes: [],
    }
    // @ts-expect-error a code for sending does not name the user
    const wrong: AuthorizationBody = { ...body, authCode: second }
    const right: AuthorizationBody = { ...body, authCode: first }
    expect([wrong.authCode, right.authCode]).toEqual(['code-2', 'code-1'])
  })
})
