import { startChromium } from './chromium.mjs'
import { makePages } from './pages.mjs'

// The browser's own tables grow once, by some 60 kB, in the first 200 cycles; a leak grows with each one after that.
const early = 300
const late = 1300

export default async function leaks() {
  // Interpreted: the compiled code that V8 makes of what runs often would count as heap.
  const chromium = await startChromium('--jitless')
  const [ours] = await makePages()
  const { page, devTools } = await chromium.open(ours, 1)

  const cycle = (times) =>
    page.evaluate(async (times) => {
      for (let count = 0; count < times; count++) {
        await window.panel.open()
        await window.panel.close()
      }
    }, times)
  const weigh = async () => {
    // The last panels live until they have moved out, which a timer of 400 ms bounds.
    await page.evaluate(() => new Promise((isGone) => setTimeout(isGone, 500)))
    await devTools.send('HeapProfiler.collectGarbage')
    await devTools.send('HeapProfiler.collectGarbage')
    const { metrics } = await devTools.send('Performance.getMetrics')
    const value = (name) => metrics.find((metric) => metric.name === name).value
    return { heap: value('JSHeapUsedSize'), nodes: value('Nodes'), listeners: value('JSEventListeners') }
  }

  await cycle(early)
  const before = await weigh()
  await cycle(late - early)
  const after = await weigh()
  await chromium.close()
  // None before and none after: nothing changed. Some after none is growth without end.
  const change = (name) =>
    after[name] === before[name]
      ? '0.0 %'
      : `${(((after[name] - before[name]) / before[name]) * 100).toFixed(1)} %`
  return [
    {
      figure: `heap, nodes, listeners after ${late} open/close cycles against ${early}`,
      limit: 'within 5 %',
      measured: `heap ${change('heap')}, nodes ${change('nodes')}, listeners ${change('listeners')}`,
      beside: `${(before.heap / 1e6).toFixed(2)} MB, ${before.nodes} nodes, ${before.listeners} listeners at ${early}`,
    },
  ]
}
