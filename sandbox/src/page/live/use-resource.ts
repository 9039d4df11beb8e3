import { useContext, useEffect, useState } from 'preact/hooks'
import { getJson, RefusedByServer } from '../server/ask.js'
import { LiveLineContext } from './live-line.js'
import { refreshGate } from './refresh-gate.js'

const pauseMs = 300

/** Undefined until the first answer. */
export type Loaded<Answer> = Answer | undefined

interface Read<Answer> {
  path: string
  /** Undefined where the server says that there is no such thing. */
  value: Answer | undefined
}

/** What `path` answers, loaded again whenever the sandbox changes. */
export function useResource<Answer>(path: string): Loaded<Answer> {
  const read = useRead<Answer>(path)
  return read?.path === path ? read.value : undefined
}

/** The same for one thing: null once the server says that it is not there. */
export function useThing<Answer>(path: string): Loaded<Answer> | null {
  const read = useRead<Answer>(path)
  return read?.path === path ? (read.value ?? null) : undefined
}

/** The same for a search: what was found before stays until the new answer is there. */
export const useFound = <Answer>(path: string): Loaded<Answer> => useRead<Answer>(path)?.value

function useRead<Answer>(path: string): Read<Answer> | undefined {
  const line = useContext(LiveLineContext)
  const [read, setRead] = useState<Read<Answer> | undefined>()
  useEffect(() => {
    let isOver = false
    const load = async (): Promise<void> => {
      const value = await getJson<Answer>(path).catch((error: unknown) => {
        if (error instanceof RefusedByServer && error.status === 404) return undefined
        throw error
      })
      if (!isOver) setRead({ path, value })
    }
    // A failed load shows what was there; the next connection loads again.
    const gate = refreshGate(load, pauseMs)
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
  return read
}
