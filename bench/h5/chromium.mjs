import { createServer } from 'node:http'
import { chromium } from 'playwright-core'
import { ensureEngines, findChromium } from '../../scripts/test/engines.mjs'

const quiet = [
  'no-sandbox',
  'disable-gpu',
  'disable-quic',
  'no-first-run',
  'disable-background-networking',
  'disable-component-update',
  'disable-sync',
]

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]

/** Each page's median, by name. They take turns, so that a slow minute of the machine is a slow minute of all. */
export async function medians(pages, runs, measure) {
  const samples = new Map(pages.map(({ name }) => [name, []]))
  for (let run = 0; run < runs; run++) {
    for (const page of pages) samples.get(page.name).push(await measure(page))
  }
  return Object.fromEntries([...samples].map(([name, values]) => [name, median(values)]))
}

const head =
  '<!doctype html><html lang="en"><meta charset="utf-8"><link rel="icon" href="data:,"><link rel="stylesheet" href="style.css">'
// A shop has drawn text in the system's font, plain and bold, before anyone taps: no panel pays for loading fonts.
const shopContent =
  '<body style="font:15px/1.5 system-ui,sans-serif"><h1>Yummy Chicken Rice</h1><p>Order <strong>here</strong> × 1</p><button>Notify me</button>'

/** A browser, and a way to open one of our pages in it with its DevTools session. */
export async function startChromium(jsFlags = '') {
  ensureEngines(['Chromium'])
  const browser = await chromium.launch({
    executablePath: findChromium(),
    args: [
      ...quiet.map((name) => `--${name}`),
      `--js-flags=--expose-gc ${jsFlags}`,
      '--enable-precise-memory-info',
    ],
  })
  const files = new Map()
  const server = createServer((request, response) => {
    const file = files.get(request.url)
    response.writeHead(file ? 200 : 404, { 'content-type': file?.type ?? 'text/plain' })
    response.end(file?.text ?? '')
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${server.address().port}`

  /** `slowdown`: how many times slower than it is the processor is made. */
  async function open({ name, script, style, markup = '', setUp = '' }, slowdown) {
    const serve = (path, type, text) => files.set(`/${name}/${path}`, { type, text })
    serve(
      '',
      'text/html',
      `${head}${shopContent}${markup}<script src="script.js"></script><script src="set-up.js"></script>`,
    )
    serve('style.css', 'text/css', style)
    serve('script.js', 'text/javascript', script)
    serve('set-up.js', 'text/javascript', setUp)
    const page = await browser.newPage({ viewport: { width: 375, height: 812 } })
    const devTools = await page.context().newCDPSession(page)
    await devTools.send('Performance.enable')
    if (slowdown > 1) await devTools.send('Emulation.setCPUThrottlingRate', { rate: slowdown })
    await page.goto(`${origin}/${name}/`)
    await page.evaluate(() => window.panel.ready)
    return { page, devTools }
  }

  const close = async () => {
    await browser.close()
    server.close()
  }
  /** What the browser's own trace says of `what`. */
  async function trace(page, what) {
    await browser.startTracing(page, { categories: ['devtools.timeline', 'v8', 'blink.user_timing'] })
    await what()
    return browser.stopTracing()
  }

  return { open, close, trace }
}
