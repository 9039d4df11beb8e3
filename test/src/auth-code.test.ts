import { postAuthorization, postSubscriptions } from '../../src/backend-api'
import type { App, AuthCode } from '../../src/contract'

// The compiler proves what this file states: an unused @ts-expect-error is an error.
describe('the two-code rule', () => {
  const app: App = { appId: 'a', customerBelongsTo: 'ALIPAY_CN' }
  const first = 'code-1' as AuthCode<'USER_INFO'>
  const second = 'code-2' as AuthCode<'MESSAGE'>
  const own = 'code-3' as AuthCode<'PANEL'>
  const caller = {
    host: { send: () => new Promise<never>(() => undefined) } as never,
    request: { backendUrl: '/api', headers: {}, timeoutMs: 1 },
    lifetime: { within: () => new Promise<never>(() => undefined) } as never,
  }
  const submission = { requestId: 'r', answers: [] }

  it('only a code for user information makes a session', () => {
    const asked: string[] = []
    const give = <Code extends string>(code: Code) => {
      asked.push(code)
      return Promise.resolve(code)
    }
    void postAuthorization(caller, app, [], [], () => give(first))
    // @ts-expect-error a code for sending does not name the user
    void postAuthorization(caller, app, [], [], () => give(second))
    // @ts-expect-error the panel has spent it
    void postAuthorization(caller, app, [], [], () => give(own))
    expect(asked).toEqual([first, second, own])
  })

  it('only a code for sending goes with a subscription', () => {
    const read: string[] = []
    const give = <Code extends string>(code: Code) => {
      read.push(code)
      return code
    }
    void postSubscriptions(caller, { sessionToken: 't' }, submission, () => give(second))
    // @ts-expect-error the platform refuses to use the code again that named the user
    void postSubscriptions(caller, { sessionToken: 't' }, submission, () => give(first))
    // @ts-expect-error the panel has spent it
    void postSubscriptions(caller, { sessionToken: 't' }, submission, () => give(own))
    expect(read).toEqual([second, first, own])
  })
})
