import { useEffect, useState } from 'preact/hooks'
import { BatteryIcon, SignalIcon } from '../controls/icons.js'

const clockText = (): string =>
  new Intl.DateTimeFormat('en', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(new Date())

/** Time and signs of a phone; decoration for screen readers. */
export function StatusBar() {
  const [time, setTime] = useState(clockText)
  useEffect(() => {
    const timer = setInterval(() => setTime(clockText()), 10_000)
    return () => clearInterval(timer)
  }, [])
  return (
    <div class="status-bar" aria-hidden="true">
      <span>{time}</span>
      <span class="status-bar__signs">
        <SignalIcon />
        <BatteryIcon />
      </span>
    </div>
  )
}
