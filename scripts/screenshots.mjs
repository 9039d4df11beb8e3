// npm run screenshots: the pictures of README.md, taken of the demo as `npm start` shows it.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { chromium } from 'playwright-core'
import { findChromium } from './test/engines.mjs'

const root = join(import.meta.dirname, '..')
const pictures = join(root, 'docs', 'pictures')
mkdirSync(pictures, { recursive: true })

const demo = spawn(process.execPath, ['scripts/start.mjs', '--port', '0'], {
  cwd: root,
  stdio: ['ignore', 'pipe', 'inherit'],
})
const demoEnded = once(demo, 'exit')
const browser = await chromium.launch({
  executablePath: findChromium(),
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
  ],
})
try {
  const address = await addressOf(demo)
  // Two users, since the panel asks each of them once; Lin's super app is English, Mei's is Chinese.
  await take(address, 'en-GB', '', {
    user: 'Lin',
    notify: 'Notify me',
    allow: 'Allow',
    agree: 'Agree',
    agreed: 'You will get a message',
    order: 'Order',
    sent: 'Message sent to your inbox',
    path: 'View message path',
  })
  await take(address, 'zh-CN', '.zh-CN', {
    user: '小明',
    notify: '提醒我',
    allow: '同意',
    agree: '同意',
    agreed: '您的收件箱会收到一条消息',
    order: '下单',
    sent: '消息已发送到您的收件箱',
    path: '查看链路',
  })
} finally {
  await browser.close()
  demo.kill('SIGINT')
  await demoEnded
}

/** One order, as a person makes it, with two pictures on the way. */
async function take(address, locale, ending, words) {
  const context = await browser.newContext({ locale, viewport: { width: 1280, height: 900 } })
  const page = await context.newPage()
  await page.goto(address)
  await page.getByRole('radio', { name: words.user }).check({ force: true })
  const shop = page.frameLocator('iframe.shop-frame')
  await shop.getByRole('button', { name: words.notify, exact: true }).click()
  await page.getByRole('button', { name: words.allow, exact: true }).click()
  const answer = shop.getByRole('dialog').getByRole('button', { name: words.agree, exact: true })
  // Its shield has gone and its animation ended when it takes a tap.
  await answer.click({ trial: true })
  await page.locator('.phone').screenshot({ path: join(pictures, `panel${ending}.png`) })
  await answer.click()
  await shop.getByText(words.agreed).waitFor()
  await shop.getByRole('button', { name: words.order, exact: true }).click()
  await shop.getByText(words.sent).waitFor()
  await page.getByRole('button', { name: words.path }).click()
  // Beside the phone there is no room for all columns.
  await page.locator('.top-bar__fold').click()
  await page.getByRole('img', { name: /\d/ }).locator('.sequence__label').last().waitFor()
  await page.screenshot({ path: join(pictures, `message-path${ending}.png`) })
  await context.close()
}

async function addressOf({ stdout }) {
  for await (const line of createInterface({ input: stdout })) {
    const address = /^Open (\S+)/.exec(line)?.[1]
    if (address) return address
  }
  throw new Error('the demo did not start')
}
