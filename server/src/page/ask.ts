/** The server said no; the message is its own sentence. */
export class Refused extends Error {
  constructor(
    message: string,
    /** Of HTTP; 0 where nothing answered. */
    readonly status: number,
  ) {
    super(message)
  }
}

/** Asks the server with one person's key, which stands nowhere but in this function. */
export type Ask = <Answer>(path: string, body?: object, method?: string) => Promise<Answer>

/** `onLost` is called when the key is refused: it has expired, or was taken away. */
export function askWith(key: string, onLost: (why: string) => void): Ask {
  return async <Answer>(path: string, body?: object, method = body ? 'POST' : 'GET'): Promise<Answer> => {
    const response = await fetch(path, {
      method,
      // No cookie, and no copy of an answer in the browser.
      credentials: 'omit',
      cache: 'no-store',
      headers: { authorization: `Bearer ${key}`, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    }).catch(() => {
      throw new Refused('', 0)
    })
    const answer: unknown = await response.json().catch(() => undefined)
    if (response.ok) return answer as Answer
    const message = (answer as { error?: { message?: string } } | undefined)?.error?.message ?? ''
    if (response.status === 401) onLost(message)
    throw new Refused(message, response.status)
  }
}
