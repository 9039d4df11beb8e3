const script = [
  'EventDispatch',
  'FunctionCall',
  'TimerFire',
  'FireAnimationFrame',
  'RunMicrotasks',
  'EvaluateScript',
  'V8.GCScavenger',
]
const styleAndLayout = ['UpdateLayoutTree', 'Layout', 'ParseAuthorStyleSheet']
const counted = new Set([...script, ...styleAndLayout])

/** Milliseconds that the page's thread was in script, style or layout; what lies inside another is counted once. */
export function busyMs(trace) {
  const { traceEvents } = JSON.parse(trace.toString())
  const main = traceEvents.find(
    (event) =>
      event.name === 'thread_name' &&
      event.args.name === 'CrRendererMain' &&
      traceEvents.some(
        (other) => other.tid === event.tid && other.pid === event.pid && other.name === 'EventDispatch',
      ),
  )
  const spans = traceEvents
    .filter(
      (event) =>
        event.ph === 'X' && counted.has(event.name) && event.pid === main.pid && event.tid === main.tid,
    )
    .map(({ ts, dur }) => [ts, ts + dur])
    .sort(([a], [b]) => a - b)
  let total = 0
  let end = 0
  for (const [from, to] of spans) {
    total += Math.max(0, to - Math.max(from, end))
    end = Math.max(end, to)
  }
  return total / 1000
}
