import { setTimeout as delay } from 'node:timers/promises'

interface Patience {
  say?: (line: string) => void
  /** Resolves after that many milliseconds; a test passes its own. */
  pause?: (ms: number) => Promise<unknown>
  tries?: number
}

/**
 * Resolves as soon as something answers at this address. A quick start starts sandbox and server in the background,
 * and its next line follows at once. Gives up after 30 s: then the caller's own request says what is missing.
 */
export async function untilAnswers(
  url: string,
  { say = () => undefined, pause = delay, tries = 150 }: Patience = {},
): Promise<void> {
  for (let tried = 0; tried < tries; tried += 1) {
    const answers = await fetch(url, { signal: AbortSignal.timeout(5_000) }).then(
      () => true,
      () => false,
    )
    if (answers) return
    if (tried === 0) say(`waiting for ${url}`)
    await pause(200)
  }
}
