// Opens one page of a served program in a browser of its own, and says what became of it.
// Some of its functions run there.
/* global Element, document, getComputedStyle, requestAnimationFrame */

/** A page that needs longer than this to draw, or to answer, hangs. */
const hangMs = 15_000

/**
 * @typedef {'clean' | 'warned' | 'failed' | 'hung'} Outcome
 * @typedef {{ outcome: Outcome, why: string, control: string, warnings: string[] }} Opened
 */

/** Runs before the program: which elements listen to taps, and which of them heard one. */
function watchTaps() {
  const watched = { listening: new Set(), heard: new Set() }
  Object.assign(globalThis, { watched })
  const { addEventListener } = EventTarget.prototype
  EventTarget.prototype.addEventListener = function (type, listener, options) {
    if (
      type === 'click' &&
      this instanceof Element &&
      this.closest?.('.a-tabs, .a-title, .a-errors') === null
    )
      watched.listening.add(this)
    return addEventListener.call(this, type, listener, options)
  }
  addEventListener.call(
    globalThis,
    'click',
    (event) => {
      for (const target of event.composedPath()) watched.heard.add(target)
    },
    true,
  )
}

/** Whether a person sees anything of the page that is open. */
function hasDrawn() {
  const page = [...document.querySelectorAll('a-page')].findLast(({ hidden }) => !hidden)
  return [...(page?.querySelectorAll('*') ?? [])].some((element) => {
    const { width, height } = element.getBoundingClientRect()
    return width > 0 && height > 0 && getComputedStyle(element).visibility !== 'hidden'
  })
}

/** The first control that nothing covers, scrolled to; its middle, or why there is none. */
function firstControl() {
  const page = [...document.querySelectorAll('a-page')].findLast(({ hidden }) => !hidden)
  const isControl = (element) =>
    globalThis.watched.listening.has(element) || element.matches('input, textarea, a-picker, a-slider')
  const controls = [...(page?.querySelectorAll('*') ?? [])].filter(
    (element) => isControl(element) && element.getBoundingClientRect().width > 0,
  )
  for (const control of controls) {
    control.scrollIntoView({ block: 'center' })
    const { left, top, width, height } = control.getBoundingClientRect()
    const [x, y] = [left + width / 2, top + height / 2]
    const hit = document.elementFromPoint(x, y)
    if (!hit || (hit !== control && !control.contains(hit))) continue
    globalThis.watched.wanted = control
    return { x, y, name: `<${control.localName.replace(/^a-/, '')} class="${control.className}">` }
  }
  return controls.length === 0 ? 'none' : 'covered'
}

const shownErrors = () =>
  [...document.querySelectorAll('.a-errors article, [data-build-error]')].map(
    ({ textContent }) => textContent,
  )

/**
 * @param {import('playwright-core').Browser} browser
 * @param {string} url of a served program
 * @param {string} page its path
 * @returns {Promise<Opened>}
 */
export async function openPage(browser, url, page) {
  const context = await browser.newContext({ viewport: { width: 375, height: 667 }, locale: 'en-GB' })
  const warnings = []
  const errors = []
  const result = (outcome, why, control = '') => ({ outcome, why, control, warnings })
  try {
    await context.addInitScript(watchTaps)
    // Nothing beyond this machine: fonts and pictures of others are missed the same way each time.
    await context.route(
      (address) => !address.href.startsWith(url),
      (route) => route.abort(),
    )
    const tab = await context.newPage()
    tab.setDefaultTimeout(hangMs)
    tab.on('console', (message) => {
      if (message.type() === 'warning') warnings.push(message.text())
    })
    tab.on('pageerror', (error) => errors.push(error.message))
    await tab.goto(`${url}program.html?page=${page}`, { waitUntil: 'commit' })
    await inTime(tab.waitForLoadState('load', { timeout: 0 }))
    if (!(await tab.evaluate(() => document.getElementById('program') !== null)))
      return result('failed', `is not built: ${(await tab.innerText('body')).slice(0, 400)}`)
    const drawn = await tab.waitForFunction(hasDrawn, undefined, { timeout: 3000 }).then(
      () => true,
      () => false,
    )
    await settle(tab)
    const before = [...errors, ...(await tab.evaluate(shownErrors))]
    if (before.length > 0) return result('failed', before[0] ?? '')
    if (!drawn) return result('failed', 'draws nothing')
    const control = await tab.evaluate(firstControl)
    if (control === 'none') return result(warnings.length > 0 ? 'warned' : 'clean', '', 'none')
    if (control === 'covered') return result('failed', 'no control can be reached')
    await tab.mouse.click(control.x, control.y)
    await settle(tab)
    const after = [...errors, ...(await tab.evaluate(shownErrors))]
    if (after.length > 0) return result('failed', `tap on ${control.name}: ${after[0]}`)
    if (!(await tab.evaluate(() => globalThis.watched.heard.has(globalThis.watched.wanted))))
      return result('failed', `tap on ${control.name} is not heard`)
    return result(warnings.length > 0 ? 'warned' : 'clean', '', control.name)
  } catch (error) {
    const hung = error instanceof Error && error.name === 'TimeoutError'
    return result(
      hung ? 'hung' : 'failed',
      error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error),
    )
  } finally {
    await context.close()
  }
}

/** Lets timers of half a second and two drawings pass. */
const settle = async (tab) => {
  await tab.waitForTimeout(500)
  await inTime(
    tab.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))),
  )
}

/** What a page that runs in a circle never gives. */
async function inTime(answer) {
  let timer
  const late = new Promise((_resolve, reject) => {
    timer = setTimeout(() => {
      const error = new Error(`does not answer within ${hangMs / 1000} s`)
      error.name = 'TimeoutError'
      reject(error)
    }, hangMs)
  })
  try {
    await Promise.race([answer, late])
  } finally {
    clearTimeout(timer)
  }
}
