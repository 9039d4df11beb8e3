import { gzipSync } from 'node:zlib'
import { connectBackend, launch } from './browser-and-backend.mjs'

const loads = 10
/** Messages go to the first user, who reads Chinese: only a page in Chinese shows his phone by itself. */
const readersPage = '?lang=zh-CN'
const messages = 30
const sorted = (figures) => [...figures].sort((a, b) => a - b)
const median = (figures) => sorted(figures)[Math.floor(figures.length / 2)]

/** The web page: its weight, its first paint, and how soon a delivered message is on the screen. */
export default async function measurePage() {
  const { sandbox, send } = await connectBackend()
  const browser = await launch()
  try {
    return [
      await weigh(sandbox.url),
      await paint(browser, sandbox.url),
      await show(browser, sandbox, send),
      await catchUp(browser, sandbox, send),
    ]
  } finally {
    await browser.close()
    await sandbox.stop()
  }
}

async function weigh(url) {
  const files = ['', 'page/page.js', 'page/page.css']
  const weights = await Promise.all(
    files.map(async (file) => gzipSync(await (await fetch(`${url}/${file}`)).text(), { level: 9 }).length),
  )
  const [html, script, style] = weights
  return {
    figure: 'sandbox page in all, gzip -9',
    limit: '60000 B',
    measured: `${html + script + style} B`,
    beside: `html ${html} B, script ${script} B, style ${style} B`,
  }
}

async function paint(browser, url) {
  const times = []
  for (let load = 0; load < loads; load += 1) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } })
    const page = await context.newPage()
    await page.goto(`${url}/`)
    await page.locator('.next-step').waitFor()
    times.push(await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0].startTime))
    await context.close()
  }
  return {
    figure: `first contentful paint, median of ${loads}`,
    limit: '300 ms',
    measured: `${Math.round(median(times))} ms`,
    beside: `slowest ${Math.round(Math.max(...times))} ms`,
  }
}

async function show(browser, sandbox, send) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } })
  await page.goto(`${sandbox.url}/${readersPage}`)
  await page.locator('.next-step').waitFor()
  // The page's own start is another figure.
  await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)))
  await page.evaluate(() => {
    window.shownAt = []
    const seen = new Set()
    new MutationObserver(() => {
      for (const body of document.querySelectorAll('.console .message__body')) {
        if (seen.has(body.textContent)) continue
        seen.add(body.textContent)
        // After the frame in which it is painted.
        requestAnimationFrame(() => setTimeout(() => window.shownAt.push(Date.now())))
      }
    }).observe(document.body, { childList: true, subtree: true, characterData: true })
  })
  for (let number = 1; number <= messages; number += 1) {
    await send(number)
    await page.waitForFunction((count) => window.shownAt.length === count, number)
  }
  const shownAt = await page.evaluate(() => window.shownAt)
  const deliveredAt = sandbox
    .inbox()
    .map((message) => Date.parse(message.deliveredAt))
    .reverse()
  const delays = shownAt.map((time, index) => time - deliveredAt[index])
  return {
    figure: `message on the screen after delivery, slowest of ${messages}`,
    limit: '100 ms',
    measured: `${Math.max(...delays)} ms`,
    beside: `median ${median(delays)} ms`,
  }
}

const many = 1000

/** A backend sends at full speed to a page with the inbox open: how long after the last answer its message is shown. */
async function catchUp(browser, sandbox, send) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } })
  await page.goto(`${sandbox.url}/${readersPage}`)
  await page.locator('.next-step').waitFor()
  const before = sandbox.inbox().length
  for (let number = 1; number <= many; number += 1) await send(`full-speed-${number}`)
  const sentAt = performance.now()
  const all = (before + many).toLocaleString('en')
  await page.locator('.console').getByText(`full-speed-${many}`).waitFor()
  await page.locator('.console .messages__note', { hasText: all }).waitFor()
  const took = performance.now() - sentAt
  const cards = await page.locator('.console .message').count()
  await page.close()
  return {
    figure: `page caught up after ${many} messages at full speed`,
    limit: '1000 ms',
    measured: `${Math.round(took)} ms`,
    beside: `${cards} cards of ${all} messages`,
  }
}
