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

async function readAnswer<Answer>(response: Response): Promise<Answer> {
  if (response.ok) return (await response.json()) as Answer
  const answer = (await response.json().catch(() => ({}))) as { error?: { message?: string } }
  throw new RefusedByServer(
    answer.error?.message ?? `The sandbox answered ${response.status}.`,
    response.status,
  )
}

export const getJson = async <Answer>(path: string): Promise<Answer> => readAnswer(await fetch(path))

const send = (path: string, body: object, method: string): Promise<Response> =>
  fetch(path, { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })

/** Sends `body` as JSON; throws RefusedByServer with the server's sentence where it says no. */
export const sendJson = async <Answer>(path: string, body: object = {}, method = 'POST'): Promise<Answer> =>
  readAnswer(await send(path, body, method))

/** The same where nothing comes back. */
export async function post(path: string, body: object): Promise<void> {
  const response = await send(path, body, 'POST')
  if (!response.ok) await readAnswer(response)
}

/** Takes back what stands at `path`. */
export async function remove(path: string): Promise<void> {
  const response = await fetch(path, { method: 'DELETE' })
  if (!response.ok) await readAnswer(response)
}
