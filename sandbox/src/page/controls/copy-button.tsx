import { useEffect, useState } from 'preact/hooks'
import { useTexts } from '../language-context.js'
import { CopyIcon, TickIcon } from './icons.js'

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
