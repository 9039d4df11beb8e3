export interface BackendAnswer {
  status: number
  headers: Headers
  /** Parsed JSON; undefined when the body is none. */
  body: unknown
}

/** The backend under test, by HTTP alone. */
export class Backend {
  readonly #url: string

  constructor(url: string) {
    this.#url = url.replace(/\/+$/, '')
  }

  get(path: string, query: Record<string, string>, bearer?: string): Promise<BackendAnswer> {
    return this.#fetch(`${path}?${new URLSearchParams(query).toString()}`, {
      headers: authorizationOf(bearer),
    })
  }

  /** `bearer`: a session token, or an API key. */
  post(path: string, body: object | string, bearer?: string): Promise<BackendAnswer> {
    const headers = { 'content-type': 'application/json', ...authorizationOf(bearer) }
    const text = typeof body === 'string' ? body : JSON.stringify(body)
    return this.#fetch(path, { method: 'POST', headers, body: text })
  }

  async #fetch(path: string, init: RequestInit): Promise<BackendAnswer> {
    const answer = await fetch(this.#url + path, { ...init, signal: AbortSignal.timeout(30_000) })
    const text = await answer.text()
    return { status: answer.status, headers: answer.headers, body: parse(text) }
  }
}

const authorizationOf = (bearer?: string): Record<string, string> =>
  bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
