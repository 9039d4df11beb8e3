import { sites } from '../../src/state/sites.js'
import { readSeed } from '../../src/state/read-seed.js'
import { Sandbox } from '../../src/sandbox.js'
import { createApp } from '../../src/app.js'
import { call } from '../support/merchant.js'
import { appId, knownKeys, startTime } from '../support/test-sandbox.js'

const partners = sites.filter((site) => site !== 'ALIPAY_CN')

function setUp(site: (typeof sites)[number]) {
  const seed = readSeed({
    miniPrograms: [
      {
        appId,
        name: { en: 'N' },
        merchantName: { en: 'N' },
        sites: { [site]: { authClientId: `AC_${site}` } },
      },
    ],
    users: [{ userId: 'U1', site, name: { en: 'Ann' }, nickName: 'Annie', language: 'en' }],
    templates: [
      {
        name: 'T',
        site,
        channel: 'INBOX',
        kind: 'LONG_TERM',
        variables: [],
        texts: { en: { title: 'T', body: 'B' } },
        applications: [{ appId, templateCode: 'TP_1' }],
      },
    ],
    autoAnswer: { authorization: 'allow' },
  })
  const sandbox = new Sandbox({ keys: knownKeys, seed, realTime: () => startTime })
  const app = createApp(sandbox)
  const common = { appId, customerBelongsTo: site, authClientId: `AC_${site}` }
  const token = async (scopes: string[]) => {
    const payload = { userId: 'U1', appId, scopes }
    const answer = await app.inject({ method: 'POST', url: '/_sandbox/jsapi/getAuthCode', payload })
    const body = { ...common, grantType: 'AUTHORIZATION_CODE', authCode: answer.json().success.authCode }
    return (await call(app, '/v2/authorizations/applyToken', body)).accessToken
  }
  const send = async (accessToken: unknown, more = {}) => {
    const templates = [{ language: 'en', templateParameters: {} }]
    const body = { ...common, accessToken, requestId: 'r1', templateCode: 'TP_1', templates, ...more }
    return (await call(app, '/v2/miniprogram/message/send', body)).result.resultCode
  }
  const userInfo = async (accessToken: unknown) =>
    call(app, '/v2/users/inquiryUserInfo', { ...common, accessToken })
  return { app, sandbox, token, send, userInfo }
}

test.each(partners)(
  '%s sends with a token of scope SEND_MESSAGE, and names itself in getSiteInfo',
  async (site) => {
    const { app, sandbox, token, send } = setUp(site)
    expect(await send(await token(['auth_user']))).toBe('USER_NOT_SUBSCRIBED')
    expect(await send(await token(['SEND_MESSAGE']))).toBe('SUCCESS')
    expect(sandbox.state.inbox.list('U1')).toHaveLength(1)
    const answer = await app.inject({ method: 'POST', url: '/_sandbox/jsapi/getSiteInfo' })
    expect(answer.json()).toEqual({ success: { siteName: site } })
  },
)

test('a partner app needs authClientId on every call', async () => {
  const { token, send } = setUp('GCASH')
  const good = await token(['SEND_MESSAGE'])
  expect(await send(good, { authClientId: undefined })).toBe('PARAM_ILLEGAL')
  expect(await send(good, { authClientId: 'AC_OTHER' })).toBe('INVALID_AUTH_CLIENT')
})

test('a token of one super app does not send in another', async () => {
  const { sandbox, token, send } = setUp('GCASH')
  const good = await token(['SEND_MESSAGE'])
  sandbox.miniProgram.sites = new Map([...sandbox.miniProgram.sites, ['DANA', { authClientId: 'AC_D' }]])
  expect(await send(good, { customerBelongsTo: 'DANA', authClientId: 'AC_D' })).toBe('INVALID_ACCESS_TOKEN')
})

test('a template of one super app is not there in another', async () => {
  const { sandbox, token, send } = setUp('GCASH')
  const good = await token(['SEND_MESSAGE'])
  const draft = { ...sandbox.seed.templates[0]!, site: 'DANA' as const }
  const { templateId } = sandbox.state.templates.create(draft)
  const { applicationId } = sandbox.state.templates.apply(templateId, appId, 'x', 0)
  sandbox.state.templates.approve(applicationId, 0, 'TP_DANA')
  expect(await send(good, { templateCode: 'TP_DANA' })).toBe('TEMPLATE_NOT_EXIST')
})

test('sendInbox needs no authClientId, but refuses a wrong one', async () => {
  const { app, token } = setUp('GCASH')
  const accessToken = await token(['SEND_MESSAGE'])
  const templates = [{ language: 'en', templateParameters: {} }]
  const sendInbox = async (more: object) =>
    (
      await call(app, '/v2/messages/sendInbox', {
        accessToken,
        requestId: 'i1',
        templateCode: 'TP_1',
        templates,
        ...more,
      })
    ).result.resultCode
  expect(await sendInbox({ authClientId: 'AC_OTHER' })).toBe('INVALID_AUTH_CLIENT')
  expect(await sendInbox({})).toBe('SUCCESS')
})

test('user information is what the scopes allow; auth_base alone names the user', async () => {
  const { token, userInfo } = setUp('GCASH')
  expect((await userInfo(await token(['USER_NICKNAME']))).userInfo).toEqual({
    userId: 'U1',
    status: 'ACTIVE',
    nickName: 'Annie',
  })
  expect((await userInfo(await token(['auth_base']))).userInfo).toEqual({ userId: 'U1' })
})
