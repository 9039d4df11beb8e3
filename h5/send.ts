import type { HttpRequest, HttpResponse } from '../src/host'

/** One request with fetch, without cookies. Rejects when no answer came; the flow bounds the time. */
export async function send(request: HttpRequest): Promise<HttpResponse> {
  // `url` and `timeoutMs` mean nothing to fetch.
  const response = await fetch(request.url, Object.assign({ credentials: 'omit' as const }, request))
  const retryAfter = response.headers.get('retry-after') || ''
  return { status: response.status, body: await response.text(), headers: { 'retry-after': retryAfter } }
}
