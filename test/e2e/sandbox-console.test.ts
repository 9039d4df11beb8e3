// What a person clicks in the sandbox's console, and what backends and phone then meet.
import { readFile } from 'node:fs/promises'
import { gzipSync } from 'node:zlib'
import { useSandboxPage } from '../support/sandbox-page'

jest.setTimeout(60_000)

const on = useSandboxPage({ permissions: ['clipboard-read', 'clipboard-write'] })
const { open, button, shop } = on
const deliver = () => on.sandbox.deliver()
const codeOf = async () => (await deliver()).result.resultCode
const wrongPath = () => on.sandbox.call('/v2/users/inquiryUserInfo', {}, '/v2/users/inquiryUserInfo')
const choose = (label: string, option: string) => on.page.getByLabel(label).selectOption({ label: option })
/** After the sandbox has done what this asks of it: the phone's own calls go to other routes. */
const done = (action: Promise<unknown>) =>
  Promise.all([
    on.page.waitForResponse(
      (answer) => answer.request().method() !== 'GET' && answer.url().includes('/_sandbox/'),
    ),
    action,
  ])
const switchOff = (item: string) => done(on.page.getByRole('switch', { name: item }).click({ force: true }))

test('a template is created, applied for and approved, and has its code', async () => {
  const { page } = on
  await open('#templates')
  await button('New template')
  await page.getByLabel('Name', { exact: true }).fill('Parcel sent')
  const english = page.getByRole('group', { name: 'Text in English' })
  await english.getByLabel('Title').fill('On its way')
  await english.getByLabel('Body').fill('Parcel {{parcelNo}} is on its way.')
  await page.getByLabel('Sample for parcelNo').fill('42')
  await button('Create')
  await button('Apply: Parcel sent')
  await button('Approve: Parcel sent')
  const card = page.getByRole('article', { name: 'Parcel sent' })
  await card.getByText('Approved').waitFor()
  expect(await card.getByText(/^\d{24}$/).count()).toBe(1)
})

test('a rejected template may be applied for again, and withdrawn', async () => {
  const { sandbox, page } = on
  await sandbox.control('templates', {
    name: 'Sale',
    channel: 'PUSH',
    kind: 'ONE_TIME',
    variables: [],
    texts: { en: { title: 'Sale', body: 'Today only.' } },
  })
  await open('#templates')
  const card = page.getByRole('article', { name: 'Sale' })
  await button('Apply: Sale')
  await button('Reject: Sale')
  await card.getByText('Rejected').waitFor()
  await button('Apply: Sale')
  await button('Withdraw: Sale')
  await card.getByText('Withdrawn').waitFor()
  expect(await card.getByText('Push · One time').count()).toBe(1)
})

test.each([
  ['Public key uploaded', 'KEY_NOT_FOUND'],
  ['Feature Send_Message added', 'INVALID_API'],
  ['AIMPDP authorised to call the super app', 'ACCESS_DENIED'],
])('the checklist of going live: without "%s" a send answers %s', async (item, resultCode) => {
  await open()
  await switchOff(item)
  expect(await codeOf()).toBe(resultCode)
})

test('the checklist of going live: without App_User_Authorization no code is exchanged', async () => {
  await open()
  await switchOff('Feature App_User_Authorization added')
  const swap = { grantType: 'AUTHORIZATION_CODE', authCode: 'any' }
  expect((await on.sandbox.call('/v2/authorizations/applyToken', swap)).result.resultCode).toBe('INVALID_API')
})

test('the checklist of going live: without the permission the JSAPIs fail', async () => {
  await open()
  await switchOff('Permission for my.getSiteInfo and my.getAuthCode')
  await shop().getByRole('button', { name: 'Get a code' }).click()
  expect(await on.answer()).toMatchObject({ error: 4 })
})

test('the checklist of going live: without the testing QR code no template is applied for', async () => {
  const { page } = on
  const texts = { en: { title: 'Sale', body: 'Today only.' } }
  await on.sandbox.control('templates', {
    name: 'Sale',
    channel: 'PUSH',
    kind: 'ONE_TIME',
    variables: [],
    texts,
  })
  await open()
  await switchOff('Testing QR code generated')
  await page.getByRole('tab', { name: 'Templates' }).click()
  await button('Apply: Sale')
  await page.getByText('generate the testing QR code first').waitFor()
  expect(await page.getByRole('button', { name: 'Apply: Sale' }).count()).toBe(1)
})

test('a subscription is withdrawn for a user and taken back, and the gateway follows at once', async () => {
  const { page } = on
  await open('#users')
  await button('Withdraw: Mei, Order ready')
  await page.getByRole('article', { name: 'Mei' }).getByText('Withdrawn', { exact: true }).waitFor()
  expect(await codeOf()).toBe('USER_NOT_SUBSCRIBED')
  await button('Take back the withdrawal: Mei, Order ready')
  await page.getByRole('article', { name: 'Mei' }).getByText('The merchant’s record counts').waitFor()
  expect(await codeOf()).toBe('SUCCESS')
})

test('if only the official panel counts, nobody is subscribed without it', async () => {
  const { page } = on
  await open('#users')
  await page.getByRole('radio', { name: 'Official panel only' }).click({ force: true })
  await page.getByRole('article', { name: 'Mei' }).getByText('Not subscribed').waitFor()
  expect(await codeOf()).toBe('USER_NOT_SUBSCRIBED')
})

test('the language is switched at once and kept, whatever the address said', async () => {
  const { page } = on
  await open('?lang=en')
  await page.getByRole('radio', { name: '中文' }).check({ force: true })
  await page.getByRole('tab', { name: '概览' }).waitFor()
  await page.reload()
  await page.getByRole('tab', { name: '概览' }).waitFor()
  expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN')
})

test('a refused signature says what was expected and how to correct it', async () => {
  const { page } = on
  await open()
  await wrongPath()
  await button('See the request')
  await page.getByText('The signed path lacks the prefix').waitFor()
  const expected = page.getByRole('region', { name: 'The string the sandbox expected to be signed' })
  expect(await expected.innerText()).toMatch(/^POST \/api\/open\/v2\/users\/inquiryUserInfo\n/)
})

test('calls can be searched, sent again, and copied as curl', async () => {
  const { page } = on
  await deliver()
  await wrongPath()
  await open('#requests')
  const rows = page.getByRole('tabpanel').getByRole('link')
  await rows.nth(2).waitFor()
  await page.getByLabel('Search').fill('inquiryUserInfo SIGNATURE')
  await rows.nth(1).waitFor({ state: 'detached' })
  expect(await rows.count()).toBe(1)
  await rows.first().click()
  await button('Copy as curl')
  await page.getByText('Copied').waitFor()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('openssl dgst -sha256')
  await button('Send again')
  await page.getByText('Answered PARAM_ILLEGAL').waitFor()
  await button('All requests')
  await page.getByLabel('Search').fill('')
  await rows.nth(3).waitFor()
  expect(await rows.count()).toBe(4)
})

test('a fault that is set affects the next call, and the page counts it without a reload', async () => {
  const { page } = on
  await open('#faults')
  await choose('What goes wrong', 'Result U: UNKNOWN_EXCEPTION')
  await button('Set the fault')
  await page.getByText('struck 0 of 0 calls').waitFor()
  expect(await codeOf()).toBe('UNKNOWN_EXCEPTION')
  await page.getByText('struck 1 of 1 calls').waitFor()
  await page.getByText('Used up').waitFor()
  await button('Remove: Result U: UNKNOWN_EXCEPTION')
  await page.getByText('No fault in force').waitFor()
  expect(await codeOf()).toBe('SUCCESS')
})

test('eleven minutes later an auth code has expired', async () => {
  const { sandbox, page } = on
  await sandbox.control('auto-answer', { authorization: 'allow' })
  const { success } = (await sandbox.control('jsapi/getAuthCode', { scopes: ['auth_user'] })) as {
    success: { authCode: string }
  }
  await open('#faults')
  await page.getByRole('button', { name: '+ 11 minutes' }).click()
  await page.getByText('11 minutes ahead of the real time').waitFor()
  const { result } = await sandbox.call('/v2/authorizations/applyToken', {
    grantType: 'AUTHORIZATION_CODE',
    authCode: success.authCode,
  })
  expect(result.resultCode).toBe('EXPIRED_AUTHCODE')
})

test('a rule answers authorization page and native panel in the user’s place', async () => {
  const { page } = on
  await open('#faults')
  await done(choose('Authorization page', 'Allowed at once'))
  await done(choose('The super app’s own subscription panel', 'Closed by the back key'))
  await expect(on.sandbox.control('auto-answer')).resolves.toEqual({
    authorization: 'allow',
    panel: 'back',
    refusedScopes: [],
  })
  await shop().getByRole('button', { name: 'Get a code' }).click()
  expect(await on.answer()).toMatchObject({ authSuccessScopes: ['auth_user'] })
  expect(await page.getByRole('dialog').count()).toBe(0)
})

test('a reset empties the open page without a reload', async () => {
  const { page } = on
  await deliver()
  await open('#messages')
  await page.getByRole('link', { name: /Your order|您的餐点/ }).waitFor()
  await page.getByRole('tab', { name: 'Faults and clock' }).click()
  await button('Reset the sandbox')
  await page.getByRole('tab', { name: 'Messages' }).click()
  await page.getByText('No message yet').waitFor()
  expect(await page.getByRole('tabpanel').getByRole('link').count()).toBe(0)
})

test('a message shows its whole way: tap, code, token, send, deliver', async () => {
  const { page } = on
  await open()
  await shop().getByRole('button', { name: 'Get a code' }).click()
  await button('Allow')
  const { authCode } = (await on.answer()) as { authCode: string }
  const token = await on.sandbox.tokenFor(authCode)
  await on.sandbox.control('faults', { effect: 'limit', endpoint: '/v2/miniprogram/message/send', count: 1 })
  await on.sandbox.send(token, 'order-1')
  await on.sandbox.send(token, 'order-1')
  await button('See its path')
  const picture = page.getByRole('img', { name: 'Sequence picture of 8 steps' })
  await picture.waitFor()
  expect(await picture.locator('.sequence__label').allTextContents()).toEqual([
    'my.getAuthCode',
    'Authorization page',
    'Tap: allow',
    'Auth code',
    'applyToken',
    'message/send',
    'message/send',
    'Deliver to the inbox',
  ])
  expect(await picture.locator('.sequence__step--bad').textContent()).toContain(
    'REQUEST_TRAFFIC_EXCEED_LIMIT',
  )
  const times = await picture.locator('.sequence__time').allTextContents()
  expect(times[0]).toBe('0 ms')
  expect(times.every((time) => /^\d+(\.\d)? (ms|s)$/.test(time))).toBe(true)
  await page.getByText('The steps as a list').click()
  await page.getByRole('link', { name: 'See the request' }).last().click()
  await page.getByRole('heading', { name: '/v2/miniprogram/message/send' }).waitFor()
  await page.getByText('Accepted').waitFor()
})

test('the connection’s values stand ready in four languages, and what runs is saved as a file', async () => {
  const { page, sandbox } = on
  await open('#connect')
  const languages = page.getByRole('group', { name: 'Language of the snippet' }).getByRole('radio')
  await languages.first().waitFor()
  const commands: string[] = []
  for (const language of await languages.all()) {
    await language.check({ force: true })
    commands.push(await page.getByRole('region', { name: 'Run it' }).innerText())
  }
  expect(new Set(commands).size).toBe(4)
  const [download] = await Promise.all([page.waitForEvent('download'), button('Save key.pem')])
  expect(download.suggestedFilename()).toBe('key.pem')
  expect(await readFile(await download.path(), 'utf8')).toBe(sandbox.credentials.merchantPrivateKey)
})

test('the whole page weighs at most 60 kB gzip', async () => {
  const files = ['', 'page/page.js', 'page/page.css']
  const bytes = await Promise.all(
    files.map(async (file) => gzipSync(await (await fetch(`${on.sandbox.url}/${file}`)).text()).length),
  )
  expect(bytes.reduce((sum, each) => sum + each)).toBeLessThanOrEqual(60_000)
})
