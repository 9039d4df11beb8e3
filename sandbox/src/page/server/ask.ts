/** The sandbox said no; the message is its own sentence. */
export class RefusedByServer extends Error {}

async function readAnswer<Answer>(response: Response): Promise<Answer> {
  if (response.ok) return (await response.json()) as Answer
  const answer = (await response.json().catch(() => ({}))) as { error?: { message?: string } }
  throw new RefusedByServer(answer.error?.message ?? `The sandbox answered ${response.status}.`)
}

export const getJson = async <Answer>(path: string): Promise<Answer> => readAnswer(await fetch(path))

/** Sends `body` as JSON; throws RefusedByServer with the server's sentence where it says no. */
export async function sendJson<Answer>(path: string, body: object = {}, method = 'POST'): Promise<Answer> {
  const headers = { 'content-type': 'application/json' }
  return readAnswer(await fetch(path, { method, headers, body: JSON.stringify(body) }))
}

/** Takes back what stands at `path`. */
export async function remove(path: string): Promise<void> {
  const response = await fetch(path, { method: 'DELETE' })
  if (!response.ok) await readAnswer(response)
}
