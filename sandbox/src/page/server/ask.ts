/** The sandbox said no; the message is its own sentence. */
export class RefusedByServer extends Error {
  constructor(
    message: string,
    /** Of HTTP. */
    readonly status: number,
  ) {
    super(message)
  }
}

/** Throws RefusedByServer where the sandbox says no. */
async function accepted(response: Response): Promise<Response> {
  if (response.ok) return response
  const answer = (await response.json().catch(() => ({}))) as { error?: { message?: string } }
  throw new RefusedByServer(
    answer.error?.message ?? `The sandbox answered ${response.status}.`,
    response.status,
  )
}

const readAnswer = async <Answer>(response: Response): Promise<Answer> =>
  (await (await accepted(response)).json()) as Answer

export const getJson = async <Answer>(path: string): Promise<Answer> => readAnswer(await fetch(path))

/** The same as the text that came; undefined where the sandbox answers 404. */
export async function getText(path: string): Promise<string | undefined> {
  const response = await fetch(path)
  return response.status === 404 ? undefined : (await accepted(response)).text()
}

const send = (path: string, body: object, method: string): Promise<Response> =>
  fetch(path, { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })

/** Sends `body` as JSON; throws RefusedByServer with the server's sentence where it says no. */
export const sendJson = async <Answer>(path: string, body: object = {}, method = 'POST'): Promise<Answer> =>
  readAnswer(await send(path, body, method))

/** The same where nothing comes back. */
export async function post(path: string, body: object): Promise<void> {
  await accepted(await send(path, body, 'POST'))
}

/** Takes back what stands at `path`. */
export async function remove(path: string): Promise<void> {
  await accepted(await fetch(path, { method: 'DELETE' }))
}
