import { useEffect, useRef, useState } from 'preact/hooks'
import { useTexts } from '../language.js'
import { ChevronIcon, CopyIcon, SaveIcon, TickIcon } from './icons.js'

/** From one thing back to the list. */
export const BackButton = ({ label, back }: { label: string; back: () => void }) => (
  <button class="small-button back" type="button" onClick={back}>
    <ChevronIcon />
    {label}
  </button>
)

const saidMs = 2000

/** Copies a text, fetched first where it is a function, and says that it did. */
export function CopyButton(props: { text: string | (() => Promise<string>); name?: string; label?: string }) {
  const text = useTexts().console
  const [isCopied, setCopied] = useState(false)
  useEffect(() => {
    if (!isCopied) return
    const timer = setTimeout(() => setCopied(false), saidMs)
    return () => clearTimeout(timer)
  }, [isCopied])
  const copy = async (): Promise<void> => {
    const copied = typeof props.text === 'string' ? props.text : await props.text()
    await navigator.clipboard.writeText(copied)
    setCopied(true)
  }
  const label = props.label ?? text.copy
  return (
    <button
      class="small-button"
      type="button"
      aria-label={props.name === undefined ? undefined : `${label}: ${props.name}`}
      onClick={() => void copy().catch(() => undefined)}
    >
      {isCopied ? <TickIcon /> : <CopyIcon />}
      <span aria-live="polite">{isCopied ? text.copied : label}</span>
    </button>
  )
}

/** Saves a text as a file of this name. */
export function SaveButton({ text, fileName }: { text: string; fileName: string }) {
  const words = useTexts().console
  const save = (): void => {
    const link = document.createElement('a')
    link.href = URL.createObjectURL(new Blob([text], { type: 'text/plain' }))
    link.download = fileName
    link.click()
    URL.revokeObjectURL(link.href)
  }
  return (
    <button class="small-button" type="button" onClick={save}>
      <SaveIcon />
      {words.saveAs(fileName)}
    </button>
  )
}

/** A button that asks before it acts. The native dialog keeps the focus in it and closes with Escape. */
export function ConfirmButton(props: { label: string; question: string; confirm: string; run: () => void }) {
  const text = useTexts().console
  const dialog = useRef<HTMLDialogElement>(null)
  const close = (): void => dialog.current?.close()
  return (
    <>
      <button class="button" type="button" onClick={() => dialog.current?.showModal()}>
        {props.label}
      </button>
      <dialog ref={dialog} class="confirm" aria-label={props.label}>
        <p class="confirm__question">{props.question}</p>
        <div class="confirm__answers">
          <button class="button" type="button" onClick={close}>
            {text.cancel}
          </button>
          <button
            class="button button--danger"
            type="button"
            onClick={() => {
              close()
              props.run()
            }}
          >
            {props.confirm}
          </button>
        </div>
      </dialog>
    </>
  )
}

/** How many are new, on the corner of the control it stands in: it takes no room, so that nothing moves. */
export function UnreadBadge({ unread }: { unread: number }) {
  const text = useTexts()
  if (unread === 0) return null
  return (
    <span class="badge">
      <span aria-hidden="true">{unread > 99 ? '99+' : unread}</span>
      <span class="unseen">{text.unread(unread)}</span>
    </span>
  )
}

/** Runs what a button asks of the server; `refusal` is the server's sentence, until the next try. */
export function useAction(): { refusal: string | undefined; run: (action: () => Promise<unknown>) => void } {
  const [refusal, setRefusal] = useState<string | undefined>()
  const run = (action: () => Promise<unknown>): void => {
    setRefusal(undefined)
    action().catch((error: unknown) => setRefusal(error instanceof Error ? error.message : String(error)))
  }
  return { refusal, run }
}

/** Why the sandbox did not do it, spoken as it appears. */
export const Refusal = ({ text }: { text: string | undefined }) =>
  text === undefined ? null : (
    <p class="refusal" role="alert">
      {text}
    </p>
  )
