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
const apply = async (name: string) => {
  await button(`Apply: ${name}`)
  await on.page.getByLabel('Scenario').fill('Told when the parcel leaves')
  await button('Submit application')
}
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
  await apply('Parcel sent')
  await button('Approve: Parcel sent')
  const card = page.getByRole('article', { name: 'Parcel sent' })
  await card.getByText('Approved').waitFor()
  expect(await card.getByText(/^\d{24}$/).count()).toBe(1)
  expect(await card.getByText('Customized Template ID', { exact: true }).count()).toBe(1)
  const templates: unknown = await on.sandbox.control('templates', undefined)
  const { library } = templates as { library: { applications: unknown }[] }
  expect(library.at(-1)?.applications).toMatchObject([{ scenario: 'Told when the parcel leaves' }])
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
  await apply('Sale')
  await button('Reject: Sale')
  await card.getByText('Rejected').waitFor()
  await apply('Sale')
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
  await apply('Sale')
  await page.getByText('generate the testing QR code first').waitFor()
  expect(await page.getByRole('button', { name: 'Submit application' }).count()).toBe(1)
})

test('a subscription is withdrawn for a user and taken back, and the gateway follows at once', async () => {
  const { page } = on
  await open('#users')
  await button('Withdraw: Lin, Order ready')
  await page.getByRole('article', { name: 'Lin' }).getByText('Withdrawn', { exact: true }).waitFor()
  expect(await codeOf()).toBe('USER_NOT_SUBSCRIBED')
  await button('Undo withdrawal: Lin, Order ready')
  await page.getByRole('article', { name: 'Lin' }).getByText('The merchant’s record counts').waitFor()
  expect(await codeOf()).toBe('SUCCESS')
})

test('if only the official panel counts, nobody is subscribed without it', async () => {
  const { page } = on
  await open('#users')
  await page.getByRole('radio', { name: 'Official panel only' }).click({ force: true })
  await page.getByRole('article', { name: 'Lin' }).getByText('Not subscribed').waitFor()
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
  await button('View request')
  await page.getByText('The signed path lacks the prefix').waitFor()
  const expected = page.getByRole('region', { name: 'Expected string to sign' })
  expect(await expected.innerText()).toMatch(/^POST \/api\/open\/v2\/users\/inquiryUserInfo\n/)
})

test('messages are found by user, words and tap, beside the one that is open', async () => {
  const { page } = on
  await deliver()
  await open('#messages')
  const rows = page.getByRole('tabpanel').locator('a[href^="#messages/"]')
  await rows.first().click()
  await page.locator('.split__detail').getByRole('list', { name: 'Steps' }).waitFor()
  expect(await rows.first().isVisible()).toBe(true)
  await choose('User', 'Mei')
  await page.getByText('No matches').waitFor()
  await choose('User', 'Lin')
  await rows.first().waitFor()
  await choose('Status', 'Opened')
  await page.getByText('No matches').waitFor()
})

test('a setting is changed, marked, obeyed, and taken back', async () => {
  const { page } = on
  await open('#behaviour')
  const row = page.getByRole('listitem').filter({ hasText: 'featureMissingCode' })
  await row.getByLabel('featureMissingCode', { exact: true }).selectOption('ACCESS_DENIED')
  await row.getByText('Changed', { exact: true }).waitFor()
  expect(await on.sandbox.control('settings')).toMatchObject({ featureMissingCode: 'ACCESS_DENIED' })
  await button('Reset to default: featureMissingCode')
  await row.getByText('Changed', { exact: true }).waitFor({ state: 'detached' })
  const figure = page.getByLabel('freshnessSeconds', { exact: true })
  await figure.fill('soon')
  await figure.press('Enter')
  await page.getByRole('alert').waitFor()
  expect(await on.sandbox.control('settings')).toMatchObject({
    featureMissingCode: 'INVALID_API',
    freshnessSeconds: 300,
  })
})

test('the phone folds away, stays so after a reload, and comes back where it is needed', async () => {
  const { page } = on
  await open()
  const phone = page.getByRole('region', { name: 'Phone', exact: true })
  const fold = page.getByRole('button', { name: 'Phone', exact: true })
  await fold.click()
  await phone.waitFor({ state: 'hidden' })
  await page.reload()
  await page.locator('.next-step').waitFor()
  expect(await phone.isVisible()).toBe(false)
  await button('Show the phone')
  await phone.waitFor()
  expect(await fold.getAttribute('aria-pressed')).toBe('true')
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
  await page.getByText('Result: PARAM_ILLEGAL').waitFor()
  await button('All requests')
  await page.getByLabel('Search').fill('')
  await rows.nth(3).waitFor()
  expect(await rows.count()).toBe(4)
})

test('a fault that is set affects the next call, and the page counts it without a reload', async () => {
  const { page } = on
  await open('#faults')
  await choose('What goes wrong', 'Result U: UNKNOWN_EXCEPTION')
  await button('Add fault')
  await page.getByText('applied to 0 of 0 requests').waitFor()
  expect(await codeOf()).toBe('UNKNOWN_EXCEPTION')
  await page.getByText('applied to 1 of 1 requests').waitFor()
  await page.getByText('Used up').waitFor()
  await button('Remove: Result U: UNKNOWN_EXCEPTION')
  await page.getByText('No active faults').waitFor()
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
  await page.getByText('11 minutes ahead of real time').waitFor()
  const { result } = await sandbox.call('/v2/authorizations/applyToken', {
    grantType: 'AUTHORIZATION_CODE',
    authCode: success.authCode,
  })
  expect(result.resultCode).toBe('EXPIRED_AUTHCODE')
})

test('a rule answers authorization page and native panel in the user’s place', async () => {
  const { page } = on
  await open('#faults')
  await done(choose('Authorization page', 'Allow immediately'))
  await done(choose('The super app’s own subscription panel', 'Close with the back button'))
  await expect(on.sandbox.control('auto-answer')).resolves.toEqual({
    authorization: 'allow',
    panel: 'back',
    refusedScopes: [],
  })
  await shop().getByRole('button', { name: 'Get a code' }).click()
  expect(await on.answer()).toMatchObject({ authSuccessScopes: ['auth_user'] })
  expect(await page.getByRole('dialog').count()).toBe(0)
})

test('a reset asks first, and empties the open page without a reload', async () => {
  const { page } = on
  await deliver()
  await open('#messages')
  await page.getByRole('link', { name: /Your order|您的餐点/ }).waitFor()
  await page.getByRole('tab', { name: 'Faults and clock' }).click()
  await button('Reset the sandbox')
  await button('Cancel')
  expect((await on.sandbox.control('inbox')) as object).toMatchObject({ total: 1 })
  await button('Reset the sandbox')
  await button('Reset')
  await page.getByRole('tab', { name: 'Messages' }).click()
  await page.getByText('No messages yet').waitFor()
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
  await button('View message path')
  // Beside the phone there is no room for a picture.
  const steps = page.getByRole('list', { name: 'Steps' }).getByRole('listitem')
  await steps.nth(14).waitFor()
  expect(await steps.count()).toBe(15)
  await page.getByRole('button', { name: 'Phone', exact: true, pressed: true }).click()
  const picture = page.getByRole('img', { name: 'Sequence picture of 15 steps' })
  await picture.waitFor()
  const labels = await picture.locator('.sequence__label').allTextContents()
  // In this order: the refused try, then the one that was delivered.
  expect(labels).toEqual([
    'my.getAuthCode',
    'Authorization page',
    'Tap: allow',
    'Auth code',
    'applyToken',
    'Access token',
    '14 message/send',
    '14 message/send',
    '15 Whose token?',
    '16 userId',
    '17 Fill the template',
    '18 Deliver the message',
    '19 Show in the inbox',
    '20 Delivered',
    '21 Result',
  ])
  expect(await picture.locator('.sequence__step--bad').textContent()).toContain(
    'REQUEST_TRAFFIC_EXCEED_LIMIT',
  )
  const times = await picture.locator('.sequence__time').allTextContents()
  expect(times[0]).toBe('0 ms')
  expect(times.every((time) => /^\d+(\.\d)? (ms|s)$/.test(time))).toBe(true)
  await page.getByText('Steps as a list').click()
  await page.getByRole('link', { name: 'View request' }).last().click()
  await page.getByRole('heading', { name: '/v2/miniprogram/message/send' }).waitFor()
  await page.locator('.detail').getByText('Accepted').waitFor()
})

test('the connection’s values stand ready in six languages, and what runs is saved as a file', async () => {
  const { page, sandbox } = on
  await open('#connect')
  const languages = page.getByRole('group', { name: 'Language of the snippet' }).getByRole('radio')
  await languages.first().waitFor()
  const commands: string[] = []
  for (const language of await languages.all()) {
    await language.check({ force: true })
    commands.push(await page.getByRole('region', { name: 'Run it' }).innerText())
  }
  expect(new Set(commands).size).toBe(6)
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
