// The browsers that the tests run in, and how they come here. Node built-ins only.
import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

/** @typedef {'Chromium' | 'Firefox' | 'WebKitGTK'} EngineName */
/**
 * `missing` says why it can't be started; without it all paths that the engine needs are there.
 * @typedef {{ name: EngineName, path?: string, miniBrowser?: string, xvfb?: string, missing?: string }} FoundEngine
 */

const usualChromium = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]
const usualFirefox = [
  '/usr/bin/firefox-esr',
  '/usr/bin/firefox',
  '/Applications/Firefox.app/Contents/MacOS/firefox',
  'C:\\Program Files\\Mozilla Firefox\\firefox.exe',
]
const noto = '/usr/share/fonts/opentype/noto'

/** Debian's packages of each. */
const packagesOf = {
  Chromium: ['chromium', 'chromium-headless-shell'],
  Firefox: ['firefox-esr'],
  WebKitGTK: ['webkit2gtk-driver', 'xvfb'],
}

const isRunnable = (path) => {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** The path that the variable names, else the first of the usual places; undefined where there is none. */
function findBrowser(variable, usual) {
  const named = process.env[variable]
  if (named && !isRunnable(named)) throw new Error(`${variable} names no runnable file: ${named}`)
  return named ?? usual.find(isRunnable)
}

/** CHROME_PATH, else the first of the usual places; undefined where there is none. */
export const findChromium = () => findBrowser('CHROME_PATH', usualChromium)

/** The browser of most tests: without windows of its own where that is installed, since they take half of the time. */
export const findHeadlessChromium = () =>
  findBrowser('CHROME_PATH', ['/usr/bin/chromium-headless-shell', ...usualChromium])

/** WebKitGTK's small browser lies in a folder named after the machine, e.g. /usr/lib/x86_64-linux-gnu. */
function findMiniBrowser() {
  const folders = existsSync('/usr/lib') ? readdirSync('/usr/lib').map((name) => join('/usr/lib', name)) : []
  return [...folders, '/usr/libexec']
    .flatMap((folder) =>
      ['webkit2gtk-4.1', 'webkitgtk-6.0'].map((library) => join(folder, library, 'MiniBrowser')),
    )
    .find(isRunnable)
}

/** @returns {FoundEngine} */
function findWebKit() {
  const name = 'WebKitGTK'
  const parts = {
    path: ['/usr/bin/WebKitWebDriver'].find(isRunnable),
    miniBrowser: findMiniBrowser(),
    xvfb: ['/usr/bin/Xvfb'].find(isRunnable),
  }
  const absent = Object.entries({
    WebKitWebDriver: parts.path,
    MiniBrowser: parts.miniBrowser,
    Xvfb: parts.xvfb,
  })
    .filter(([, path]) => !path)
    .map(([part]) => part)
  return absent.length > 0
    ? { name, missing: `not installed: ${absent.join(', ')}; on Debian ${packagesOf[name].join(' ')}` }
    : { name, ...parts }
}

/**
 * The three engines, those that are missing too: a test that can't run says so.
 * @returns {FoundEngine[]}
 */
export function findEngines() {
  const found = (name, path, hint) => (path ? { name, path } : { name, missing: `not installed: ${hint}` })
  return [
    found('Chromium', findChromium(), 'set CHROME_PATH, or on Debian install chromium'),
    found(
      'Firefox',
      findBrowser('FIREFOX_PATH', usualFirefox),
      'set FIREFOX_PATH, or on Debian install firefox-esr',
    ),
    findWebKit(),
  ]
}

/**
 * Installs Debian's packages of what is missing, and a font with Chinese, where it may, and says so. Elsewhere says
 * which engine will be skipped. Throws without a Chromium, which most tests need, and in CI without any of them.
 */
export function ensureEngines(names = Object.keys(packagesOf)) {
  const missing = () => findEngines().filter((engine) => engine.missing && names.includes(engine.name))
  const packages = [
    ...missing().flatMap(({ name }) => packagesOf[name]),
    ...(existsSync(noto) ? [] : ['fonts-noto-cjk']),
  ]
  if (packages.length > 0 && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    console.log(`installing with apt-get: ${packages.join(' ')}`)
    const apt = (...args) =>
      spawnSync('apt-get', args, {
        stdio: ['ignore', 'ignore', 'inherit'],
        env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      })
    apt('update', '-qq')
    // One by one: what the archive does not have must not keep the others away.
    for (const name of packages) apt('install', '-y', '-qq', '--no-install-recommends', name)
  }
  const stillMissing = missing()
  for (const { name, missing: why } of stillMissing) console.log(`${name} is skipped: ${why}`)
  const isFatal = process.env.CI ? stillMissing : stillMissing.filter(({ name }) => name === 'Chromium')
  if (isFatal.length > 0) throw new Error(`no ${isFatal.map(({ name }) => name).join(', no ')} to test with`)
}

/** Which version of each engine is here. */
export function engineVersions() {
  // WebKit's programs tell theirs on a display only.
  const webkit = ['dpkg-query', '--show', '--showformat', '${Version}', 'webkit2gtk-driver']
  return findEngines()
    .filter(({ missing }) => !missing)
    .map(({ name, path }) => {
      const [command, ...args] = name === 'WebKitGTK' ? webkit : [path, '--version']
      const { stdout } = spawnSync(command, args, { encoding: 'utf8' })
      return { name, version: /\d+(\.\d+)+/.exec(stdout ?? '')?.[0] ?? 'unknown' }
    })
}
