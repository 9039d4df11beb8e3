import { useEffect, useState } from 'preact/hooks'
import { goBack, readProgramTitle, type ProgramTitle } from './program-title.js'
import type { Program } from './screens.js'

/** The title of the DSL page that is open, and how to leave it; undefined where a program tells neither. */
export function useProgramTitle(
  program: Program | undefined,
  visit: string,
  frame: { readonly current: HTMLIFrameElement | null },
): { title: string; back: (() => void) | undefined } | undefined {
  const [told, setTold] = useState<ProgramTitle | undefined>()
  const origin = program?.kind === 'dsl' ? new URL(program.url).origin : undefined

  useEffect(() => {
    if (origin === undefined) return
    const listen = (event: MessageEvent): void => {
      if (event.origin !== origin || event.source !== frame.current?.contentWindow) return
      const title = readProgramTitle(event.data)
      if (title) setTold(title)
    }
    window.addEventListener('message', listen)
    return () => {
      window.removeEventListener('message', listen)
      setTold(undefined)
    }
  }, [origin, visit, frame])

  if (origin === undefined || told === undefined) return undefined
  const back = (): void => frame.current?.contentWindow?.postMessage(goBack, origin)
  return { title: told.title, back: told.canGoBack ? back : undefined }
}
