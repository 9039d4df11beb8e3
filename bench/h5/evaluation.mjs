import { medians, startChromium } from './chromium.mjs'
import { makePages } from './pages.mjs'

const runs = 15
const slowdown = 4

/** Milliseconds from the script's first line until it could open the panel, read by the page's own clock around it. */
async function evaluate(chromium, { name, script, style, markup, isReady = '' }) {
  const timed = `const startedAt=performance.now();\n${script}\n;${isReady};window.evaluationMs=performance.now()-startedAt;`
  const setUp = 'window.panel??={}'
  const { page } = await chromium.open({ name, script: timed, style, markup, setUp }, slowdown)
  const ms = await page.evaluate(() => window.evaluationMs)
  await page.close()
  return ms
}

export default async function evaluation() {
  const chromium = await startChromium()
  const measured = await medians(await makePages(), runs, (page) => evaluate(chromium, page))
  await chromium.close()
  const { 'mini-message': ours, ...peers } = measured
  return [
    {
      figure: `script evaluation on load, ${slowdown} times slower, median of ${runs}`,
      limit: '2 times a11y-dialog',
      measured: `${ours.toFixed(2)} ms = ${(ours / peers['a11y-dialog']).toFixed(2)} of a11y-dialog`,
      beside: Object.entries(peers)
        .map(([name, ms]) => `${name} ${ms.toFixed(2)} ms`)
        .join(', '),
    },
  ]
}
