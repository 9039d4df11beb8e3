import { median, startChromium } from './chromium.mjs'
import { makePages } from './pages.mjs'

const runs = 30
const slowdown = 4

/** Milliseconds from the script's first line to its last, read by the page's own clock around it. */
async function measureOne(chromium, { name, script, style }) {
  const samples = []
  const timed = `const startedAt=performance.now();\n${script}\n;window.evaluationMs=performance.now()-startedAt;`
  for (let run = 0; run < runs; run++) {
    const setUp = 'window.panel??={}'
    const { page } = await chromium.open({ name, script: timed, style, setUp }, slowdown)
    samples.push(await page.evaluate(() => window.evaluationMs))
    await page.close()
  }
  return median(samples)
}

export default async function evaluation() {
  const chromium = await startChromium()
  const measured = {}
  for (const page of await makePages()) measured[page.name] = await measureOne(chromium, page)
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
