import { medians, startChromium } from './chromium.mjs'
import { makePages } from './pages.mjs'
import { busyMs } from './busy.mjs'

const runs = 30
const slowdown = 4

/** Milliseconds of script, style and layout from a real tap until the panel has been laid out. */
async function tap(chromium, page) {
  const { page: tab } = await chromium.open(page, slowdown)
  await tab.evaluate(() => {
    const button = document.querySelector('button')
    button.onclick = () => void window.panel.open()
  })
  const isOpen = tab.waitForFunction(
    () =>
      window.panel.isOpen() &&
      new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0, true))),
    undefined,
    { polling: 'raf' },
  )
  const trace = await chromium.trace(tab, async () => {
    await tab.mouse.click(30, 135)
    await isOpen
  })
  await tab.close()
  return busyMs(trace)
}

export default async function tapToPanel() {
  const chromium = await startChromium()
  const measured = await medians(await makePages(), runs, (page) => tap(chromium, page))
  await chromium.close()
  const { 'mini-message': ours, ...peers } = measured
  return [
    {
      figure: `script + style + layout, tap to panel, ${slowdown} times slower, median of ${runs}`,
      limit: 'half of antd-mobile, less than vant',
      measured: `${ours.toFixed(1)} ms = ${(ours / peers['antd-mobile']).toFixed(2)} of antd-mobile, ${(ours / peers.vant).toFixed(2)} of vant`,
      beside: Object.entries(peers)
        .map(([name, ms]) => `${name} ${ms.toFixed(1)} ms`)
        .join(', '),
    },
  ]
}
