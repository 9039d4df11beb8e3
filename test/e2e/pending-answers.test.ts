// Answers that did not arrive, with the built script and Chromium's own storage. Only the network's edge is faked.
import { join } from 'node:path'
import type { Browser, BrowserContext, Page, Route } from 'playwright-core'
import { launchBrowser } from '../support/browser'

jest.setTimeout(60_000)

const script = join(__dirname, '..', '..', 'dist', 'h5', 'subscribe-message.min.js')

interface Posted {
  subject: string
  requestId: string
  answers: { templateCode: string; type: string }[]
  consent: { answeredAt: string }
}

interface SubscribeMsgPage {
  person: string
  codes: number
  my: unknown
  SubscribeMsg: new (options: unknown) => { requestSubscribeMessage(): Promise<unknown> }
  result?: Promise<unknown>
}

let browser: Browser
let context: BrowserContext
/** What the backend was sent, and has recorded, by person. */
let posted: Posted[]
let recorded: Posted[]
/** What becomes of `POST /subscriptions`. */
let fate: 'OK' | 'LOST_BEFORE' | 'LOST_AFTER' | 'HANGS'
/** Called when a request has come that hangs. */
let arrived: () => void

beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())
beforeEach(async () => {
  posted = []
  recorded = []
  fate = 'OK'
  context = await browser.newContext({ locale: 'en-GB' })
  await context.route('https://shop.example/**', serve)
})
afterEach(() => context.close())

async function serve(route: Route): Promise<void> {
  const request = route.request()
  const { pathname } = new URL(request.url())
  if (pathname === '/') {
    await route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>Shop</title>' })
    return
  }
  const body = JSON.parse(request.postData() ?? '{}') as Posted & { authCode?: string }
  const subject = /Bearer (.*)/.exec((await request.headerValue('authorization')) ?? '')?.[1] ?? ''
  if (pathname === '/api/subscriptions') {
    posted.push({ ...body, subject })
    if (fate === 'HANGS') {
      arrived()
      return
    }
    if (fate !== 'LOST_BEFORE') record({ ...body, subject })
    if (fate !== 'OK') {
      await route.abort('connectionreset')
      return
    }
  }
  await route.fulfill({ json: answerTo(pathname, body.authCode?.split('-')[0] ?? subject) })
}

/** Idempotent, as the contract says. */
function record(one: Posted): void {
  if (!recorded.some(({ requestId }) => requestId === one.requestId)) recorded.push(one)
}

function answerTo(pathname: string, subject: string): object {
  const mine = recorded
    .filter((one) => one.subject === subject)
    .sort((a, b) => a.consent.answeredAt.localeCompare(b.consent.answeredAt))
  const type = mine.at(-1)?.answers[0]?.type ?? null
  const needs = type === 'AGREE' ? 'NOTHING' : 'CONSENT'
  const subscriptions = [{ subscriptionId: `sub-${subject}`, templateCode: 'T1', type, needs }]
  if (pathname === '/api/authorizations')
    return { sessionToken: subject, expiresAt: '', subject, subscriptions }
  if (pathname === '/api/subscriptions') return { subscriptions }
  const sender = { name: 'Yummy', privacyUrl: 'https://shop.example/privacy' }
  return {
    sender,
    textVersion: '1',
    templates: [{ templateCode: 'T1', title: 'Order ready', kind: 'LONG_TERM' }],
  }
}

/** A tab of the shop, opened by one person in the super app. */
async function tab(person: string): Promise<Page> {
  const page = await context.newPage()
  await page.goto('https://shop.example/')
  await page.addScriptTag({ path: script })
  await page.evaluate((name) => {
    const shop = window as unknown as SubscribeMsgPage
    shop.codes = 0
    shop.my = {
      getAuthCode: (call: { success(answer: unknown): void }) => {
        shop.codes += 1
        call.success({ authCode: `${name}-${shop.codes}-${Math.random()}` })
      },
      getAppIdSync: () => ({ appId: 'APP' }),
      getSiteInfo: (call: { success(answer: unknown): void }) => {
        call.success({ siteName: 'ALIPAY_CN' })
      },
    }
  }, person)
  return page
}

/** Taps; the result comes later. */
const tap = (page: Page, props: object = {}) =>
  page.evaluate((more) => {
    const shop = window as unknown as SubscribeMsgPage
    const defaults = { backendUrl: 'https://shop.example/api', templateIds: ['T1'], timeoutMs: 3_000 }
    shop.result = new shop.SubscribeMsg({ props: { ...defaults, ...more } }).requestSubscribeMessage()
  }, props)
const result = (page: Page) => page.evaluate(() => (window as unknown as SubscribeMsgPage).result)
const answer = (page: Page, name: 'Agree' | 'Reject') =>
  page.getByRole('button', { name, exact: true }).click()
const stored = (page: Page) => page.evaluate(() => JSON.stringify(Object.entries(localStorage)))
const asked = (page: Page) => page.getByRole('dialog').count()

/** A tab whose answer gets lost, and is then closed. */
async function lose(person: string, name: 'Agree' | 'Reject', how: typeof fate): Promise<Posted> {
  fate = how
  const page = await tab(person)
  await tap(page)
  await answer(page, name)
  expect(await result(page)).toMatchObject({ success: false, errorCode: 'NETWORK', pending: true })
  await page.close()
  fate = 'OK'
  return posted.at(-1)!
}

test.each(['LOST_BEFORE', 'LOST_AFTER'] as const)(
  '%s: the next tap posts the same request and shows no panel; it is recorded once',
  async (how) => {
    const lost = await lose('A', 'Agree', how)
    const page = await tab('A')
    expect(await stored(page)).toContain(lost.requestId)
    await tap(page)
    expect(await result(page)).toMatchObject({ success: true, type: 'AGREE' })
    expect(await asked(page)).toBe(0)
    // The same request, but for the time of this very post.
    const consent = { ...lost.consent, sentAt: expect.any(String) as string }
    expect(posted.at(-1)).toMatchObject({ requestId: lost.requestId, consent, subject: 'A' })
    expect(recorded).toHaveLength(1)
    expect(await stored(page)).toBe('[]')
  },
)

test('killed before the first byte: the answer is already kept while the second code is asked for', async () => {
  const page = await tab('A')
  await page.evaluate(() => {
    const shop = window as unknown as SubscribeMsgPage & { my: { getAuthCode: (call: unknown) => void } }
    const give = shop.my.getAuthCode
    shop.my.getAuthCode = (call) => (shop.codes === 0 ? give(call) : undefined)
  })
  await tap(page)
  await answer(page, 'Agree')
  await page.waitForFunction(() => localStorage.length > 0)
  expect(posted).toEqual([])
  expect(await stored(page)).not.toMatch(/A-1-/)
  await page.close()

  const next = await tab('A')
  await tap(next)
  expect(await result(next)).toMatchObject({ success: true, type: 'AGREE' })
  expect([recorded.length, await asked(next)]).toEqual([1, 0])
})

test('killed after the first byte: the same request is posted by the next tap', async () => {
  fate = 'HANGS'
  const page = await tab('A')
  await tap(page, { timeoutMs: 60_000 })
  const firstByte = new Promise<void>((resolve) => (arrived = resolve))
  await answer(page, 'Reject')
  await firstByte
  await page.close()
  fate = 'OK'

  const next = await tab('A')
  await tap(next)
  await next.getByRole('dialog').waitFor()
  expect(posted[1]?.requestId).toBe(posted[0]?.requestId)
  expect(recorded).toHaveLength(1)
})

test("another person on the same phone does not post it; the first person's next tap does", async () => {
  const lost = await lose('A', 'Agree', 'LOST_BEFORE')
  const other = await tab('B')
  await tap(other)
  await answer(other, 'Reject')
  expect(await result(other)).toMatchObject({ success: true, type: 'REJECT' })
  expect(recorded.map(({ subject }) => subject)).toEqual(['B'])
  expect(await stored(other)).toContain(lost.requestId)

  const page = await tab('A')
  await tap(page)
  expect(await result(page)).toMatchObject({ success: true, type: 'AGREE' })
  expect(recorded.map(({ subject, answers }) => [subject, answers[0]?.type])).toEqual([
    ['B', 'REJECT'],
    ['A', 'AGREE'],
  ])
})

test('two tabs: what one has posted, the other does not post again', async () => {
  fate = 'LOST_BEFORE'
  const first = await tab('A')
  await first.clock.install()
  await tap(first)
  await answer(first, 'Agree')
  expect(await result(first)).toMatchObject({ pending: true })
  fate = 'OK'

  const second = await tab('A')
  await tap(second)
  expect(await result(second)).toMatchObject({ success: true, type: 'AGREE' })
  const before = posted.length
  await first.clock.runFor(15 * 60_000)
  expect([posted.length, recorded.length]).toEqual([before, 1])
})

test('two tabs: a newer REJECT in one ends the AGREE that waits in the other', async () => {
  fate = 'LOST_BEFORE'
  const first = await tab('A')
  await first.clock.install()
  await tap(first)
  await answer(first, 'Agree')
  expect(await result(first)).toMatchObject({ pending: true })

  const second = await tab('A')
  // Opened by no tap: what waits is left alone, and the panel comes.
  await tap(second, { quiet: true })
  await answer(second, 'Reject')
  expect(await result(second)).toMatchObject({ pending: true })
  // Its own posting again, by the real clock, is not what is asked about here.
  await second.close()
  fate = 'OK'
  const before = posted.length
  await first.clock.runFor(15 * 60_000)
  expect(posted).toHaveLength(before)

  const third = await tab('A')
  await tap(third)
  await third.getByRole('dialog').waitFor()
  expect(recorded.map(({ answers }) => answers[0]?.type)).toEqual(['REJECT'])
})
