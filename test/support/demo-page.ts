import type { Browser, Page } from 'playwright-core'
import { launchBrowser } from './browser'
import { startDemo, type StartedDemo } from './started-demo'

export interface DemoPage {
  demo: StartedDemo
  page: Page
  /** Who holds the phone: nobody has asked this user for anything yet. */
  userId: string
  /** Of that user. */
  inbox: () => Promise<{ body: string; userId: string }[]>
  /** Of everybody. */
  inboxes: () => Promise<{ body: string; userId: string }[]>
}

/** What `npm start` shows, with a new user for each test, who reads English. */
export function useDemoPage(): DemoPage {
  let browser: Browser
  let users = 0
  const used = {
    async inboxes() {
      const answer = await fetch(`${used.demo.url}/_sandbox/inbox`)
      return ((await answer.json()) as { messages: { body: string; userId: string }[] }).messages
    },
    inbox: async () => (await used.inboxes()).filter(({ userId }) => userId === used.userId),
  } as DemoPage

  beforeAll(async () => {
    ;[used.demo, browser] = await Promise.all([startDemo(), launchBrowser()])
  })
  afterAll(async () => {
    await browser.close()
    expect(await used.demo.stop()).toBe(0)
  })
  beforeEach(async () => {
    users += 1
    used.userId = `20889900000000${users}`
    const name = `User ${users}`
    const body = JSON.stringify({ userId: used.userId, name: { en: name }, nickName: name, language: 'en' })
    const headers = { 'content-type': 'application/json' }
    const added = await fetch(`${used.demo.url}/_sandbox/users`, { method: 'POST', headers, body })
    expect(added.status).toBe(201)
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'en-GB' })
    used.page = await context.newPage()
    await used.page.goto(used.demo.url)
    await used.page.getByRole('radio', { name }).check({ force: true })
  })
  afterEach(() => used.page.context().close())
  return used
}
