import { useState, useEffect } from 'preact/hooks'
import { CodeBlock } from '../controls/section.js'
import { TextField } from '../controls/field.js'
import { Refusal, useAction } from '../controls/buttons.js'
import { useTexts } from '../language.js'
import { sendJson } from '../ask.js'
import type { MessageTarget } from '../../console/message-target.js'
import type { Language } from '../texts.js'
import type { Program } from './screen-choice.js'

const key = 'mini-message-sandbox.own-program'
const folder = 'npx mini-message-sandbox --mini-program ./my-program'

/** How to bring a program of one's own onto the phone; its address is remembered in this browser. */
export function OwnProgram() {
  const text = useTexts().own
  const [address, setAddress] = useState(() => localStorage.getItem(key) ?? '')
  const { refusal, run } = useAction()
  const bridge = `<script src="${location.origin}/superapp/hylid-bridge/index.js"></script>`
  const open = async (): Promise<void> => {
    await sendJson('/superapp/own-program', { url: address }, 'PUT')
    localStorage.setItem(key, address)
  }
  return (
    <div class="phone__home">
      <CodeBlock title={text.bridge} code={bridge} isWrapped />
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault()
          run(open)
        }}
      >
        <TextField
          label={text.address}
          value={address}
          change={setAddress}
          placeholder="http://localhost:5173/"
          isRequired
        />
        <Refusal text={refusal} />
        <button class="button button--main" type="submit">
          {text.open}
        </button>
      </form>
      <CodeBlock title={text.dsl} code={folder} isWrapped />
    </div>
  )
}

/**
 * The mini program's address with the page's language as a hint (`lang`), unless it names one itself, and
 * with the page that a tapped message opens: for H5 in `page` and `query` (how a super app hands these to an
 * H5 mini program is not documented; this is the sandbox's own way), for DSL as the simulator takes it.
 */
export function shopAddress(
  { kind, url: start }: Program,
  language: Language,
  target?: MessageTarget,
): string {
  const url = new URL(start)
  const set = (name: string, value: string): void => url.searchParams.set(name, value)
  if (!url.searchParams.has('lang')) set('lang', language)
  // The phone draws the title bar: see program-title.ts.
  if (kind === 'dsl') set('title', 'off')
  if (!target) return url.href
  const query = target.query === '' ? '' : `?${target.query}`
  set('page', kind === 'dsl' ? `${target.page}${query}` : target.page)
  if (kind !== 'dsl' && query !== '') set('query', target.query)
  return url.href
}

/** The title that a DSL mini program's simulator leaves to the phone, as it tells it (see its README). */
interface ProgramTitle {
  title: string
  canGoBack: boolean
}

/** What the phone says to go back a page. */
const goBack = { simulator: 'back' } as const

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
