// The phone on the sandbox's page: programs, the super app's layers over them, settings and inbox.
import { useSandboxPage } from '../support/sandbox-page'

jest.setTimeout(60_000)

const on = useSandboxPage()
const { open, button, onPhone, shop, callMy } = on
const phone = () => on.page.getByRole('region', { name: 'Phone' })
const dialog = () => on.page.getByRole('dialog')

test('a message comes into the open inbox by itself: header, body, and a link that opens its page', async () => {
  const { page, sandbox } = on
  await open()
  await onPhone('Inbox')
  await phone().getByText('No messages yet').waitFor()
  await sandbox.deliver()
  const message = phone().getByRole('article')
  await message.waitFor()
  expect(await message.locator('header').innerText()).toContain('Yummy Chicken Rice')
  expect(await message.innerText()).toContain('Order 7 is ready')
  await message.getByRole('button', { name: 'View order' }).click()
  await shop().getByText('page=pages%2Forder%2Findex&query=orderNo%3D7').waitFor()
  await page.getByRole('tab', { name: 'Messages' }).click()
  await page.getByRole('link', { name: 'Your order is ready' }).click()
  expect(await page.locator('.timeline__title').last().textContent()).toBe('Tap: open it')
})

test('over an open shop a message knocks, and the number of new ones stands at the inbox', async () => {
  await open()
  await on.sandbox.deliver()
  await on.page.getByRole('radio', { name: 'Inbox, 1 new' }).waitFor()
  await phone().locator('.banner').click()
  await phone().getByRole('article').waitFor()
  expect(await on.page.getByRole('radio', { name: 'Inbox', exact: true }).isChecked()).toBe(true)
})

test('a message that is delivered twice is there twice, and counted twice', async () => {
  await open()
  await on.sandbox.control('faults', {
    effect: 'duplicate-delivery',
    endpoint: '/v2/miniprogram/message/send',
    count: 1,
  })
  await on.sandbox.deliver()
  await on.page.getByRole('radio', { name: 'Inbox, 2 new' }).waitFor()
  await onPhone('Inbox')
  await phone().getByRole('article').nth(1).waitFor()
  expect(await phone().getByRole('article').count()).toBe(2)
})

test('after a restore the open inbox is the restored one, without a reload', async () => {
  await open()
  await onPhone('Inbox')
  await on.sandbox.deliver()
  await phone().getByRole('article').waitFor()
  await on.sandbox.control('snapshots', { name: 'one-message' })
  await on.sandbox.control('reset', {})
  await phone().getByText('No messages yet').waitFor()
  await on.sandbox.control('snapshots/one-message/restore', {})
  await phone().getByRole('article').waitFor()
  expect(await phone().locator('.banner').count()).toBe(0)
})

test('a link may name the user whose phone it shows', async () => {
  await open('?user=2088000000000011')
  // Without it an English page begins with Lin's.
  expect(await on.page.getByRole('radio', { name: /^Mei/ }).isChecked()).toBe(true)
})

test('another user has another inbox', async () => {
  await open()
  await on.sandbox.deliver()
  await on.page.getByRole('radio', { name: /^Mei/ }).click({ force: true })
  await onPhone('Inbox')
  await phone().getByText('No messages yet').waitFor()
  expect(await phone().getByRole('article').count()).toBe(0)
})

test('a subscription that the user withdraws in the settings refuses the next message', async () => {
  await open('#users')
  await onPhone('Settings')
  await on.page.getByRole('switch', { name: 'Order ready' }).click({ force: true })
  await on.page.getByRole('article', { name: 'Lin' }).getByText('Withdrawn', { exact: true }).waitFor()
  expect((await on.sandbox.deliver()).result.resultCode).toBe('USER_NOT_SUBSCRIBED')
})

test('what was allowed on the authorization page is not asked again, what was refused is', async () => {
  await open()
  const ask = () => shop().getByRole('button', { name: 'Get a code' }).click()
  await ask()
  await button('Refuse')
  expect(await on.answer()).toMatchObject({ error: 11 })
  await ask()
  await button('Allow')
  await shop().getByText('"authCode"').waitFor()
  await ask()
  expect(await dialog().count()).toBe(0)
})

test('a super app of another country asks scope by scope, as soon as its seed is there', async () => {
  const { appId } = on.sandbox.credentials
  await open()
  const name = { en: 'Shop' }
  await on.sandbox.control('seed', {
    miniPrograms: [{ appId, name, merchantName: name, sites: { GCASH: { authClientId: 'AC' } } }],
    users: [{ userId: 'G1', site: 'GCASH', name: { en: 'Ana' }, nickName: 'Ana', language: 'en' }],
  })
  await on.page.getByRole('radio', { name: 'Ana, reads en' }).waitFor()
  await callMy('getAuthCode', { scopes: ['USER_NICKNAME', 'SEND_MESSAGE'] })
  await dialog().getByRole('checkbox', { name: 'Your nickname' }).uncheck()
  await button('Allow')
  expect(await on.answer()).toMatchObject({
    authSuccessScopes: ['SEND_MESSAGE'],
    authErrorScopes: { USER_NICKNAME: '10001' },
  })
})

test('the native panel registers what the user agreed to', async () => {
  await open('#users')
  await shop().getByRole('button', { name: 'Ask natively' }).click()
  await dialog().getByRole('button', { name: 'Agree', exact: true }).click()
  expect(await on.answer()).toMatchObject({ behavior: 'subscribe', show: true })
  await on.page
    .getByRole('article', { name: 'Lin' })
    .getByText('Subscribed in the super app’s panel')
    .waitFor()
})

test('a tap beside the native panel cancels it', async () => {
  await open()
  await shop().getByRole('button', { name: 'Ask natively' }).click()
  await dialog().waitFor()
  await on.page.locator('.layer').click({ position: { x: 20, y: 20 } })
  expect(await on.answer()).toMatchObject({ behavior: 'cancel', errorCode: 11 })
})

test('a panel that was open when the page was reloaded can be opened again', async () => {
  await open()
  await shop().getByRole('button', { name: 'Ask natively' }).click()
  await dialog().waitFor()
  await on.page.reload()
  await shop().getByRole('button', { name: 'Ask natively' }).click()
  await dialog().getByRole('button', { name: 'Refuse all' }).click()
  expect(await on.answer()).toMatchObject({ behavior: 'subscribe', show: true })
})

test('an alert waits for its button, a toast does not', async () => {
  await open()
  await callMy('showToast', { content: 'Saved', duration: 5000 })
  await phone().getByText('Saved').waitFor()
  expect(await on.answer()).toEqual({})
  await callMy('alert', { title: 'Order 7', content: 'Ready', buttonText: 'Fine' })
  await on.page.getByRole('alertdialog', { name: 'Order 7' }).getByRole('button', { name: 'Fine' }).click()
  expect(await on.page.getByRole('alertdialog').count()).toBe(0)
})

describe('a program of one’s own', () => {
  const give = async (address: string): Promise<void> => {
    await onPhone('My program')
    await phone().getByLabel('2. Its address on this machine').fill(address)
    await button('Open on the phone')
  }

  test('opens by its address, has the bridge, and can be left again', async () => {
    await open()
    await give(on.sandbox.otherShopUrl)
    await shop().getByRole('button', { name: 'Get a code' }).click()
    await button('Allow')
    expect(await on.answer()).toMatchObject({ authSuccessScopes: ['auth_user'] })
    expect(
      await shop()
        .locator('body')
        .evaluate(() => location.hostname),
    ).toBe('localhost')
    await button('Leave the mini program')
    await phone().getByLabel('2. Its address on this machine').waitFor()
    expect(await phone().locator('iframe').count()).toBe(0)
  })

  test('of another machine is refused, with what to do', async () => {
    await open()
    await give('https://shop.example/')
    await phone().getByRole('alert').waitFor()
    expect(await phone().getByRole('alert').innerText()).toContain('--h5')
  })
})

test('markup in names, templates, messages and dialogs is text everywhere', async () => {
  const { sandbox, page } = on
  const { appId, templateCode } = sandbox.credentials
  const evil = '<img src=x onerror="hacked=1"><script>hacked=1</script><b>!</b>'
  const texts = { en: { title: evil, body: `${evil} {{orderNo}}`, footer: evil } }
  await sandbox.control('seed', {
    miniPrograms: [
      { appId, name: { en: evil }, merchantName: { en: evil }, sites: { ALIPAY_CN: { authClientId: 'A' } } },
    ],
    users: [{ userId: '2088000000000022', name: { en: evil }, nickName: evil, language: 'en' }],
    templates: [
      {
        name: evil,
        channel: 'INBOX',
        kind: 'LONG_TERM',
        variables: [{ name: 'orderNo', sample: '1' }],
        texts,
        applications: [{ appId, templateCode }],
      },
    ],
  })
  await open()
  const [{ result }] = await Promise.all([
    sandbox.deliver({ orderNo: evil }),
    phone().locator('.banner').waitFor(),
  ])
  expect(result.resultCode).toBe('SUCCESS')
  await sandbox.control('auto-answer', { authorization: null })
  await sandbox.control('settings', { rememberGrants: false })
  const isText = async (place: string): Promise<void> => {
    expect([place, await page.locator('#page').innerText()]).toEqual([place, expect.stringContaining(evil)])
    expect([place, await page.locator('#page :is(img, script, b)').count()]).toEqual([place, 0])
  }
  await isText('banner')
  for (const screen of ['Inbox', 'Settings', 'H5 shop']) {
    await onPhone(screen)
    await isText(screen)
  }
  for (const name of ['Templates', 'Users', 'Messages', 'Requests']) {
    await page.getByRole('tab', { name }).click()
    await page.locator('.section').first().waitFor()
    await isText(name)
  }
  await page.getByRole('tab', { name: 'Messages' }).click()
  // Not one of the requests, which stand there until the other tab is drawn.
  await page.getByRole('tabpanel').locator('a[href^="#messages/"]').click()
  await page.getByRole('list', { name: 'Steps' }).waitFor()
  await isText('message')
  await shop().getByRole('button', { name: 'Get a code' }).click()
  await dialog().waitFor()
  await isText('authorization page')
  await button('Refuse')
  await callMy('requestSubscribeMessage', { entityIds: [templateCode] })
  await dialog().waitFor()
  await isText('native panel')
  await button('Refuse all')
  await callMy('alert', { title: evil, content: evil })
  await isText('alert')
  expect(await page.evaluate(() => 'hacked' in window)).toBe(false)
})
