// The H5 panel among what pages do: rendering anew, loading early, several at once.
import { usePanelPage } from '../support/panel-page-in-browser'

jest.setTimeout(60_000)

interface Instance {
  requestSubscribeMessage(): Promise<{ type?: string }>
  destroy(): void
}
interface ShopWindow {
  SubscribeMsg: new (options: object) => Instance
  subscribeMsg: Instance
}

const on = usePanelPage({ viewport: { width: 390, height: 700 } })
const { visit, dialog, openPanel, result } = on
const choose = (name: string) => on.page.getByRole('button', { name, exact: true }).click()

test('constructed before the body exists, it opens there later', async () => {
  await visit({ before: 'window.hadBody = Boolean(document.body)' })
  expect(await on.page.evaluate(() => (window as unknown as { hadBody: boolean }).hadBody)).toBe(false)
  await openPanel()
  await choose('Agree')
  expect(await result()).toMatchObject({ success: true, type: 'AGREE', fresh: true })
})

test('several instances on a page answer separately', async () => {
  await visit({ templates: 1 })
  const types = on.page.evaluate(async () => {
    const { SubscribeMsg } = window as unknown as ShopWindow
    const backendUrl = `/api/${encodeURIComponent(location.search)}`
    const props = { backendUrl, templateIds: ['T1'] }
    const results = [new SubscribeMsg({ props }), new SubscribeMsg({ props })].map((one) =>
      one.requestSubscribeMessage(),
    )
    return (await Promise.all(results)).map(({ type }) => type)
  })
  await on.page.waitForFunction(() => document.querySelectorAll('.mini-message-panel').length === 2)
  // The one on top first; then the one below is no longer out of reach.
  await dialog().last().getByRole('button', { name: 'Agree' }).click()
  await on.page.waitForFunction(() => document.querySelectorAll('.mini-message-panel').length === 1)
  await dialog().getByRole('button', { name: 'Reject' }).click()
  expect((await types).sort()).toEqual(['AGREE', 'REJECT'])
  expect(await on.page.evaluate(() => getComputedStyle(document.documentElement).overflow)).toBe('visible')
})

test('it waits for a bridge that loads a little later', async () => {
  await visit()
  const type = on.page.evaluate(() => {
    const shop = window as unknown as ShopWindow & { my?: unknown }
    const { my } = shop
    delete shop.my
    setTimeout(() => (shop.my = my), 200)
    const asked = shop.subscribeMsg.requestSubscribeMessage()
    return asked.then((said) => said.type)
  })
  await choose('Agree')
  expect(await type).toBe('AGREE')
})

test('who sends, or the privacy notice, missing in props and backend: INVALID_CONFIG with its name', async () => {
  for (const [missing, sender] of [
    ['senderName', { name: '' }],
    ['privacyUrl', { privacyUrl: '' }],
  ] as const) {
    await visit({ sender })
    await on.page.locator('#opener').click()
    expect(await result()).toMatchObject({
      errorCode: 'INVALID_CONFIG',
      errorMessage: expect.stringContaining(missing),
    })
    await on.page.context().close()
  }
  await visit({
    sender: { name: '', privacyUrl: '' },
    props: { senderName: 'Yummy', privacyUrl: '/privacy' },
  })
  await openPanel()
  expect(await dialog().innerText()).toContain('Yummy')
})

test('an instance does nothing before it is asked', async () => {
  await visit()
  expect(await on.page.locator('.mini-message-panel').count()).toBe(0)
  expect(
    await on.page.evaluate(
      () => performance.getEntriesByType('resource').filter(({ name }) => name.includes('/api/')).length,
    ),
  ).toBe(0)
})
