import { useEffect, useState } from 'preact/hooks'

/** The sandbox's time in milliseconds since 1970, ticking once a second. */
export function useSandboxTime(offsetMs: number): number {
  const [realNow, setRealNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setRealNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [])
  return realNow + offsetMs
}
