import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync } from 'node:fs'

const usual = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]
const noto = '/usr/share/fonts/opentype/noto'

const isRunnable = (path) => {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** The browser to test with: CHROME_PATH, else the first of the usual places; undefined where there is none. */
export function findChromium() {
  const { CHROME_PATH } = process.env
  if (CHROME_PATH && !isRunnable(CHROME_PATH))
    throw new Error(`CHROME_PATH names no runnable file: ${CHROME_PATH}`)
  return CHROME_PATH ?? usual.find(isRunnable)
}

/** Installs Debian's chromium, and a font with Chinese, when there is none and it may. Throws saying what to install. */
export function ensureChromium() {
  const found = findChromium()
  const isDebianRoot = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')
  const packages = [...(found ? [] : ['chromium']), ...(existsSync(noto) ? [] : ['fonts-noto-cjk'])]
  if (isDebianRoot && packages.length > 0) {
    const apt = (...args) =>
      spawnSync('apt-get', args, {
        encoding: 'utf8',
        env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      })
    apt('update', '-qq')
    apt('install', '-y', '-qq', '--no-install-recommends', ...packages)
  }
  if (!findChromium()) {
    throw new Error('no browser to test with: install Chromium or Chrome, or set CHROME_PATH to one')
  }
}
