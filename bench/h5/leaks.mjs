import { startChromium } from './chromium.mjs'
import { makePages } from './pages.mjs'

const early = 100
const late = 1100

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
  // None before and none after is no change; some after none is without end.
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
