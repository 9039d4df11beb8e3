import { useContext, useEffect, useState } from 'preact/hooks'
import { getJson } from '../server/ask.js'
import { LiveLineContext } from './live-line.js'
import { refreshGate } from './refresh-gate.js'

const pauseMs = 300

/** Undefined until the first answer. */
export type Loaded<Answer> = Answer | undefined

/** What `path` answers, loaded again whenever the sandbox changes. */
export function useResource<Answer>(path: string): Loaded<Answer> {
  const line = useContext(LiveLineContext)
  const [answer, setAnswer] = useState<{ path: string; value: Answer } | undefined>()
  useEffect(() => {
    let isOver = false
    const load = async (): Promise<void> => {
      const value = await getJson<Answer>(path)
      if (!isOver) setAnswer({ path, value })
    }
    // A failed load shows what was there; the next connection loads again.
    const gate = refreshGate(() => void load().catch(() => undefined), pauseMs)
    gate.request()
    const stop = line.subscribe(({ type }) => {
      if (type !== 'disconnected') gate.request()
    })
    return () => {
      isOver = true
      stop()
      gate.close()
    }
  }, [line, path])
  return answer?.path === path ? answer.value : undefined
}
