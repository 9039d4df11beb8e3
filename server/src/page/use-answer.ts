import { useEffect, useRef, useState } from 'preact/hooks'
import { refusalOf } from './controls/controls.js'
import { useTexts } from './language.js'
import { useSession } from './session.js'

interface Asked<Answer> {
  answer: Answer | undefined
  refusal: string | undefined
  reload: () => void
}

/** What the server answers on a path, asked again every `everyMs` where given, and by `reload`. */
export function useAnswer<Answer>(path: string, everyMs?: number): Asked<Answer> {
  const { ask } = useSession()
  const text = useTexts()
  const [state, setState] = useState<{ path: string; answer?: Answer; refusal?: string }>({ path })
  const [turn, setTurn] = useState(0)
  const latest = useRef(text)
  latest.current = text
  useEffect(() => {
    let isGone = false
    const load = () =>
      ask<Answer>(path)
        .then((answer) => !isGone && setState({ path, answer }))
        .catch((error: unknown) => {
          // What was seen stays, with the reason why it is no longer new.
          if (!isGone) setState((before) => ({ ...before, path, refusal: refusalOf(error, latest.current) }))
        })
    void load()
    const timer = everyMs === undefined ? undefined : setInterval(() => void load(), everyMs)
    return () => {
      isGone = true
      clearInterval(timer)
    }
  }, [ask, path, everyMs, turn])
  // An answer to another path is none.
  const { answer, refusal } = state.path === path ? state : { answer: undefined, refusal: undefined }
  return { answer, refusal, reload: () => setTurn((count) => count + 1) }
}
