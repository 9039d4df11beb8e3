import { createServer } from 'node:http'
import { build as bundle } from 'esbuild'
import { chromium } from 'playwright-core'
import { findChromium } from '../../scripts/test/engines.mjs'
import { build } from '../../simulator/dist/index.js'
import { median } from './support/median.mjs'

const demo = 'demo/mini-program/dist'
const runs = 15

/** Notes when its first statement runs, and when the frame with the first dish has been painted. */
const timed = (script) => `performance.mark('script')
new MutationObserver((_changes, observer) => {
  if (!document.querySelector('.dish')) return
  observer.disconnect()
  requestAnimationFrame(() => setTimeout(() => performance.measure('first screen', 'script')))
}).observe(document.body, { childList: true, subtree: true });
${script}`

/** The elements of the drawn demo as preact calls, with no mini program behind them. */
async function barePage(page) {
  const code = await page.evaluate(() => {
    const codeOf = (node) => {
      if (node.nodeType === Node.TEXT_NODE) return JSON.stringify(node.data)
      if (!(node instanceof Element)) return 'null'
      const props = Object.fromEntries([...node.attributes].map(({ name, value }) => [name, value]))
      const inner = [...node.childNodes].map(codeOf)
      return `h(${[JSON.stringify(node.localName), JSON.stringify(props), ...inner].join(', ')})`
    }
    return `[${[...document.querySelector('#program').childNodes].map(codeOf).join(', ')}]`
  })
  const { outputFiles } = await bundle({
    stdin: {
      contents: `import { h, render } from 'preact'\nrender(${code}, document.getElementById('program'))`,
      resolveDir: 'simulator',
    },
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2020',
  })
  return outputFiles[0].text
}

async function withServer(files, work) {
  const server = createServer(({ url }, response) => {
    const text = files.get(new URL(url, 'http://page').pathname)
    const type = url.endsWith('.js') ? 'text/javascript' : 'text/html; charset=utf-8'
    response.writeHead(text === undefined ? 404 : 200, { 'content-type': type }).end(text)
  })
  await new Promise((done) => server.listen(0, '127.0.0.1', done))
  try {
    return await work(`http://127.0.0.1:${server.address().port}`)
  } finally {
    server.closeAllConnections()
    server.close()
  }
}

export default async function firstScreen() {
  const { html, script } = await build({ folder: demo })
  const files = new Map([
    ['/demo/', html],
    ['/demo/program.js', timed(script)],
    ['/bare/', html],
  ])
  const browser = await chromium.launch({
    executablePath: findChromium(),
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  })
  const open = async (url, read) => {
    const context = await browser.newContext({ viewport: { width: 375, height: 760 } })
    const page = await context.newPage()
    await page.goto(url)
    await page.waitForFunction(() => performance.getEntriesByName('first screen').length > 0)
    const result = await read(page)
    await context.close()
    return result
  }
  const time = (page) => page.evaluate(() => performance.getEntriesByName('first screen')[0].duration)
  try {
    return await withServer(files, async (origin) => {
      files.set('/bare/program.js', timed(await open(`${origin}/demo/`, barePage)))
      const times = { demo: [], bare: [] }
      // In turn, so that a busy moment falls on both.
      for (let run = 0; run < runs; run++)
        for (const name of ['demo', 'bare']) times[name].push(await open(`${origin}/${name}/`, time))
      const [ours, theirs] = [median(times.demo), median(times.bare)]
      return [
        {
          figure: `first screen of the demo after script start, median of ${runs}`,
          limit: '50 ms or 2 x bare preact',
          measured: `${ours.toFixed(1)} ms = ${(ours / theirs).toFixed(2)} x bare preact`,
          beside: `bare preact page of the same tree ${theirs.toFixed(1)} ms`,
        },
      ]
    })
  } finally {
    await browser.close()
  }
}
