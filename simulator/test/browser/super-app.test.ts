import { browserSuperApp } from '../../src/browser/super-app.js'

type Call = (options: object) => Promise<Record<string, unknown>>
const calls = () => browserSuperApp() as unknown as Record<string, Call>
const tap = (label: string) =>
  [...document.querySelectorAll('button')].find(({ textContent }) => textContent === label)!.click()
afterEach(() => document.body.replaceChildren())

/** The call asks in a later turn. */
async function authorize(my: Record<string, Call>, options: object, label: string) {
  const answer = my['getAuthCode']!(options)
  await Promise.resolve()
  const text = document.querySelector('.a-dialog')!.textContent
  tap(label)
  return { text, answer }
}

test('an auth code is asked for by its scopes, and is another one each time', async () => {
  const my = calls()
  const one = await authorize(my, { scopes: ['auth_user', 1] }, 'Allow')
  expect(one.text).toContain('auth_user.')
  await expect(one.answer).resolves.toEqual({
    authCode: 'simulator-code-1',
    authSuccessScopes: ['auth_user'],
    authErrorScopes: {},
  })
  const other = await authorize(my, { scopes: ['auth_base', 'auth_user'] }, 'Allow')
  await expect(other.answer).resolves.toMatchObject({ authCode: 'simulator-code-2' })
})

test.each([[{}], [{ scopes: 'auth_base' }], [{ scopes: ['auth_base'] }]])(
  '%j asks nobody',
  async (options) => {
    const answer = await calls()['getAuthCode']!(options)
    expect(answer).toEqual({
      authCode: 'simulator-code-1',
      authSuccessScopes: ['auth_base'],
      authErrorScopes: {},
    })
    expect(document.querySelector('.a-dialog')).toBeNull()
  },
)

test('a refusal is error 11', async () => {
  const { answer } = await authorize(calls(), { scopes: 'auth_user' }, 'Refuse')
  await expect(answer).rejects.toMatchObject({ error: 11 })
})

test('the site is AlipayCN', async () => {
  await expect(calls()['getSiteInfo']!({})).resolves.toEqual({ siteName: 'ALIPAY_CN' })
})

test.each(['request', 'httpRequest'])('%s goes to the network', async (name) => {
  const before = globalThis.fetch
  Object.assign(globalThis, { fetch: () => Promise.reject(new TypeError('refused')) })
  const answer = calls()[name]!({ url: 'http://shop/' })
  await expect(answer).rejects.toMatchObject({ error: 12 })
  globalThis.fetch = before
})
