import { control } from '../support/control.js'
import { accessToken, message, sendMessage } from '../support/shop.js'
import { appId, mei, templateCode, testSandbox } from '../support/test-sandbox.js'

const draft = {
  name: 'Table ready',
  channel: 'INBOX',
  kind: 'LONG_TERM',
  variables: [{ name: 'table', sample: '7' }],
  texts: { en: { title: 'Your table', body: 'Table {{table}} is free.' } },
}

function setUp() {
  const { app, sandbox } = testSandbox()
  return { app, sandbox, ...control(app) }
}

test('create, apply, approve: then a message can be sent by the new code', async () => {
  const { app, sandbox, post, get } = setUp()
  const { status, body: template } = await post('templates', draft)
  expect(status).toBe(201)
  const applied = await post(`templates/${template.templateId}/applications`, { appId, scenario: 'tables' })
  expect(applied).toMatchObject({ status: 201, body: { status: 'UNDER_REVIEW' } })
  const { applicationId } = applied.body
  const approved = (await post(`applications/${applicationId}/approve`)).body
  expect(approved).toMatchObject({ status: 'APPROVED', templateCode: expect.stringMatching(/^\d{24}$/) })
  expect((await get('templates')).library).toMatchObject([
    { name: 'Order ready' },
    { name: 'Table ready', applications: [{ status: 'APPROVED' }] },
  ])
  const token = await accessToken(app, sandbox)
  const templates = [{ language: 'en', templateParameters: { table: '7' } }]
  const body = message(token, { templateCode: approved.templateCode, templates })
  expect((await sendMessage(app, body)).result.resultCode).toBe('SUCCESS')
})

test('reject and withdraw end a review; what is not under review cannot be decided', async () => {
  const { post } = setUp()
  const { templateId } = (await post('templates', draft)).body
  const apply = async () =>
    (await post(`templates/${templateId}/applications`, { appId, scenario: 'tables' })).body.applicationId
  const first = await apply()
  expect((await post(`applications/${first}/reject`, { reason: 'too vague' })).body).toMatchObject({
    status: 'REJECTED',
    reason: 'too vague',
  })
  expect(await post(`applications/${first}/approve`)).toMatchObject({
    status: 409,
    body: { error: { code: 'NOT_ALLOWED' } },
  })
  expect((await post(`applications/${await apply()}/withdraw`)).body.status).toBe('WITHDRAWN')
})

test.each<[string, object, string]>([
  [
    'a text with a name that is not a variable',
    { texts: { en: { title: 'T', body: '{{tabel}}' } } },
    'texts.en uses {{tabel}}, which is not a variable.',
  ],
  [
    'a variable that is there twice',
    { variables: [draft.variables[0], draft.variables[0]] },
    'variable table is there twice.',
  ],
  [
    'an unknown language',
    { texts: { 'English!': { title: 'T', body: '' } } },
    'texts: "English!" is not a language tag such as en or zh-CN.',
  ],
])('%s is refused before anybody applies for it', async (_what, more, words) => {
  const { get, post } = setUp()
  expect(await post('templates', { ...draft, ...more })).toMatchObject({
    status: 400,
    body: { error: { code: 'INVALID_REQUEST', message: `Template Table ready: ${words}` } },
  })
  expect((await get('templates')).library).toHaveLength(1)
})

test('templates are found by name, channel and target app', async () => {
  const { get, post } = setUp()
  await post('templates', { ...draft, channel: 'PUSH', site: 'GCASH' })
  const names = async (query: string) =>
    (await get(`templates?${query}`)).library.map(({ name }: { name: string }) => name)
  expect(await names('')).toEqual(['Order ready', 'Table ready'])
  expect(await names('search=TABLE')).toEqual(['Table ready'])
  expect(await names('channel=INBOX')).toEqual(['Order ready'])
  expect(await names('site=GCASH')).toEqual(['Table ready'])
})

test('a mini program applies only for templates of super apps that it is released to', async () => {
  const { post } = setUp()
  const { templateId } = (await post('templates', { ...draft, site: 'GCASH' })).body
  const refused = await post(`templates/${templateId}/applications`, { appId, scenario: 'tables' })
  expect(refused).toMatchObject({ status: 409, body: { error: { code: 'NOT_ALLOWED' } } })
  expect(refused.body.error.message).toContain('not released to GCASH')
})

test('without the testing QR code a merchant cannot apply', async () => {
  const { post, patch } = setUp()
  const { templateId } = (await post('templates', draft)).body
  await patch(`mini-programs/${appId}`, { switches: { testingQrCode: false } })
  const refused = await post(`templates/${templateId}/applications`, { appId, scenario: 'tables' })
  expect(refused.status).toBe(409)
  expect(refused.body.error.message).toContain('testing QR code')
})

test('users are added, changed and removed', async () => {
  const { get, post, patch, remove } = setUp()
  const user = { userId: 'U9', site: 'GCASH', name: { en: 'Ann' }, nickName: 'Ann', language: 'en' }
  expect((await post('users', user)).body).toEqual({ ...user, status: 'ACTIVE', profile: {} })
  expect((await post('users', user)).status).toBe(409)
  expect((await patch('users/U9', { language: 'zh-CN' })).body.language).toBe('zh-CN')
  expect((await remove('users/U9')).status).toBe(204)
  expect((await remove('users/U9')).status).toBe(404)
  expect((await get('users')).users).toHaveLength(2)
})

test('the settings page lists what each user may get, and withdraws it', async () => {
  const { app, sandbox, get, post } = setUp()
  const row = { userId: mei, appId, templateCode, name: 'Order ready', kind: 'LONG_TERM' }
  expect((await get(`subscriptions?userId=${mei}`)).subscriptions).toEqual([{ ...row, registration: null }])
  await post('subscriptions', { userId: mei, templateCode, registration: 'WITHDRAWN' })
  expect((await get(`subscriptions?userId=${mei}`)).subscriptions).toEqual([
    { ...row, registration: 'WITHDRAWN', changedAt: expect.any(String) },
  ])
  const token = await accessToken(app, sandbox)
  expect((await sendMessage(app, message(token))).result.resultCode).toBe('USER_NOT_SUBSCRIBED')
  const unknown = { userId: 'nobody', templateCode, registration: null }
  expect((await post('subscriptions', unknown)).status).toBe(404)
})

test('the checklist of going live names what is still to do, in order', async () => {
  const { get, patch } = setUp()
  expect(await get(`mini-programs/${appId}/checklist`)).toMatchObject({ isReady: true, next: null })
  await patch(`mini-programs/${appId}`, { switches: { sendMessage: false, testingQrCode: false } })
  const list = await get(`mini-programs/${appId}/checklist`)
  expect(list).toMatchObject({ isReady: false, next: 'sendMessage' })
  expect(list.items.filter((one: { isDone: boolean }) => !one.isDone)).toMatchObject([
    { id: 'sendMessage', whenMissing: expect.stringContaining('INVALID_API'), mark: 'inferred' },
    { id: 'testingQrCode', mark: 'documented' },
  ])
})

test('each setting says what it means and how well its default is known', async () => {
  const { get } = setUp()
  const { settings } = await get('settings/descriptions')
  expect(settings.map(({ name }: { name: string }) => name)).toEqual(Object.keys(await get('settings')))
  for (const { mark } of settings) expect(['documented', 'sibling', 'inferred', 'unknown']).toContain(mark)
})
