import { getJson, sendJson } from './ask.js'

const pathOf = (requestLogId: string): string => `/_sandbox/requests/${encodeURIComponent(requestLogId)}`

/** Sends the logged call once more; resolves to the code it was answered with. */
export async function replay(requestLogId: string): Promise<string> {
  const answer = await sendJson<{ resultCode: string | null }>(`${pathOf(requestLogId)}/replay`)
  return answer.resultCode ?? '—'
}

/** The logged call as a command line. */
export const curlOf = async (requestLogId: string): Promise<string> =>
  (await getJson<{ curl: string }>(`${pathOf(requestLogId)}/curl`)).curl
