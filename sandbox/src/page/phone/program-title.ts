import { useEffect, useState } from 'preact/hooks'
import type { Program } from './screens.js'

/** The title that a DSL mini program's simulator leaves to the phone, as it tells it (see its README). */
export interface ProgramTitle {
  title: string
  canGoBack: boolean
}

/** What the phone says to go back a page. */
export const goBack = { simulator: 'back' } as const

/** Undefined for whatever else a program may say. */
export function readProgramTitle(data: unknown): ProgramTitle | undefined {
  const { simulator, title, canGoBack } = Object(data) as Record<string, unknown>
  if (simulator !== 'title' || typeof title !== 'string' || typeof canGoBack !== 'boolean') return undefined
  return { title, canGoBack }
}

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
