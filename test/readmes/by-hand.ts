import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { launchBrowser } from '../support/browser'

const curl = (url: string) =>
  promisify(execFile)('curl', ['-fsS', '--retry', '60', '--retry-connrefused', '--retry-delay', '1', url])

/** On the sandbox's phone: taps the page's button, allows, agrees. */
async function agreeOnThePhone(): Promise<void> {
  await curl('http://127.0.0.1:8788/healthz')
  await curl('http://127.0.0.1:8789/')
  const browser = await launchBrowser()
  try {
    const page = await browser.newPage({ locale: 'en-GB' })
    page.setDefaultTimeout(120_000)
    await page.goto('http://127.0.0.1:8787')
    const shop = page.frameLocator('iframe.shop-frame')
    await shop.getByRole('button', { name: /^Notify me/ }).click()
    await page.getByRole('button', { name: 'Allow' }).click()
    await shop.getByRole('dialog').getByRole('button', { name: 'Agree' }).click()
    await shop.getByRole('status').getByText('AGREE').waitFor()
  } finally {
    await browser.close()
  }
}

const shopAnswers = async () => {
  await curl('http://127.0.0.1:3000/mini-message/healthz')
}

interface Step {
  /** Of the folder that the reader is in, or the README. */
  where: string
  /** Words of the commands before it. */
  after: string
  does: () => Promise<void>
}

/** What the text asks its reader to do between two blocks. */
export const byHand: Step[] = [
  { where: 'h5/README.md', after: 'npx sirv page', does: agreeOnThePhone },
  ...['plain-html', 'react', 'vue'].map((name) => ({
    where: `examples/${name}`,
    after: 'npm start',
    does: agreeOnThePhone,
  })),
  ...['express', 'node-http'].map((name) => ({
    where: `examples/${name}`,
    after: 'npm start',
    does: shopAnswers,
  })),
]
