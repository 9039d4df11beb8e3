import type { HttpRequest, HttpResponse } from '../src/host.js'

/** One request with fetch, without cookies. Rejects when no answer came; the flow bounds the time. */
export async function send(request: HttpRequest): Promise<HttpResponse> {
  // `url` and `timeoutMs` mean nothing to fetch.
  const init: object = Object.assign({ credentials: 'omit' }, request)
  const response = await fetch(request.url, init)
  return {
    status: response.status,
    body: await response.text(),
    retryAfter: response.headers.get('retry-after'),
  }
}
