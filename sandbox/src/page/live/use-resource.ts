import { useContext, useEffect, useState } from 'preact/hooks'
import { getText } from '../server/ask.js'
import { LiveLineContext } from './live-line.js'
import { readLive } from './read-live.js'

/** Undefined until the first answer. */
export type Loaded<Answer> = Answer | undefined

interface Read<Answer> {
  path: string
  /** Undefined where the server answers 404. */
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
  useEffect(
    () =>
      readLive(
        line,
        () => getText(path),
        (answer) =>
          setRead({ path, value: answer === undefined ? undefined : (JSON.parse(answer) as Answer) }),
      ),
    [line, path],
  )
  return read
}
