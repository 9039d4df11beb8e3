import { SdkError } from '../sdk-error.js'

/** One control route of a running mini-message-sandbox; with a body as POST. @throws SdkError NO_SANDBOX */
export async function askSandbox(sandboxUrl: string, path: string, body?: object): Promise<unknown> {
  const url = sandboxUrl.replace(/\/+$/, '') + path
  const post = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
  const answer = await fetch(url, body && post).catch((cause: unknown) => {
    throw new SdkError('NO_SANDBOX', `nobody answers on ${url}: start it with npx mini-message-sandbox`, {
      cause,
    })
  })
  if (!answer.ok)
    throw new SdkError('NO_SANDBOX', `${url} answered ${answer.status}: is this a mini-message-sandbox?`)
  return answer.json()
}
