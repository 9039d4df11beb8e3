import { chromium, type Browser, type LaunchOptions } from 'playwright-core'
import { findHeadlessChromium } from '../../scripts/test/engines.mjs'

function executable(): string {
  const found = findHeadlessChromium()
  if (!found)
    throw new Error('no Chromium found: install one or set CHROME_PATH (npm test does so where it may)')
  return found
}

/** The installed Chromium, quiet: none of these tests needs a network beyond this machine. */
export function launchBrowser(more: LaunchOptions = {}): Promise<Browser> {
  return chromium.launch({
    ...more,
    executablePath: executable(),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}
