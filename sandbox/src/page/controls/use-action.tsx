import { useState } from 'preact/hooks'

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
