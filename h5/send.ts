import type { HttpRequest, HttpResponse } from '../src/host'

/** One request with fetch, without cookies. Rejects when no answer came; the flow bounds the time. */
export async function send({ url, method, headers, body }: HttpRequest): Promise<HttpResponse> {
  const response = await fetch(url, { method, headers, body: body ?? null, credentials: 'omit' })
  const retryAfter = response.headers.get('retry-after') ?? ''
  return { status: response.status, body: await response.text(), headers: { 'retry-after': retryAfter } }
}
