/** @jest-environment @stryker-mutator/jest-runner/jest-env/node */
import { JsapiError } from '../../src/my/callbacks.js'
import { request } from '../../src/my/request.js'

const answer = (body: string, status = 200) =>
  jest
    .spyOn(globalThis, 'fetch')
    .mockImplementation(() => Promise.resolve(new Response(body, { status, headers: { 'x-a': '1' } })))

test('GET puts data into the address, other methods into the body', async () => {
  const fetch = answer('{}')
  await request({ url: 'http://shop/a?x=1', data: { y: 2 } })
  await request({ url: 'http://shop/a', method: 'POST', data: { y: 2 } })
  await request({
    url: 'http://shop/a',
    method: 'post',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    data: { y: 2 },
  })
  expect(fetch.mock.calls.map(([url, init]) => [url, init?.method, init?.body])).toEqual([
    ['http://shop/a?x=1&y=2', 'GET', null],
    ['http://shop/a', 'POST', '{"y":2}'],
    ['http://shop/a', 'POST', 'y=2'],
  ])
})

test('every status is an answer, its text parsed unless dataType is text', async () => {
  answer('{"a":1}', 410)
  await expect(request({ url: 'http://shop' })).resolves.toMatchObject({
    status: 410,
    data: { a: 1 },
    headers: { 'x-a': '1' },
  })
  answer('{"a":1}')
  await expect(request({ url: 'http://shop', dataType: 'text' })).resolves.toMatchObject({ data: '{"a":1}' })
})

test.each([
  ['no network', () => jest.spyOn(globalThis, 'fetch').mockRejectedValue(new TypeError('refused')), 12],
  [
    'no answer in time',
    () => jest.spyOn(globalThis, 'fetch').mockRejectedValue(new DOMException('late', 'TimeoutError')),
    13,
  ],
  ['no JSON', () => answer('<html>'), 14],
])('%s fails with the number of the platform', async (_name, arrange, error) => {
  arrange()
  const failure: unknown = await request({ url: 'http://shop' }).catch((thrown: unknown) => thrown)
  expect(failure).toBeInstanceOf(JsapiError)
  expect(failure).toMatchObject({ error })
})

describe('what is sent', () => {
  const sent = async (options: object) => {
    const fetch = answer('')
    const timeout = jest.spyOn(AbortSignal, 'timeout')
    const { data } = (await request({ url: 'http://shop/a', ...options })) as { data: unknown }
    const [url, init] = fetch.mock.lastCall!
    return {
      url,
      ...init,
      headers: init?.headers as Record<string, string>,
      waitMs: timeout.mock.lastCall![0],
      data,
    }
  }

  test('a GET of JSON that is waited for half a minute, where nothing is said', async () => {
    expect(await sent({})).toMatchObject({
      url: 'http://shop/a',
      method: 'GET',
      body: null,
      headers: { 'content-type': 'application/json' },
      waitMs: 30_000,
      data: '',
    })
    expect((await sent({ timeout: 7 })).waitMs).toBe(7)
    expect((await sent({ timeout: '7', method: 1 })).waitMs).toBe(30_000)
  })

  test.each([
    [{ a: 'ü &', b: 2 }, 'http://shop/a?a=%C3%BC+%26&b=2'],
    ['text', 'http://shop/a'],
    [null, 'http://shop/a'],
  ])('GET with %j goes to %s', async (data, url) => {
    expect((await sent({ data })).url).toBe(url)
  })

  test.each([
    [undefined, null],
    [null, null],
    ['text', 'text'],
    [5, '5'],
    [{ a: 1 }, '{"a":1}'],
  ])('POST with %j sends %j to the address as it is', async (data, body) => {
    expect(await sent({ method: 'POST', data })).toMatchObject({ body, url: 'http://shop/a' })
  })

  test('as a form what has fields, and a number as itself', async () => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    expect(await sent({ method: 'POST', data: { a: 1 }, headers })).toMatchObject({ body: 'a=1' })
    expect(await sent({ method: 'POST', data: 5, headers })).toMatchObject({ body: '5' })
  })

  test('as JSON too where another kind of text is named', async () => {
    const headers = { 'content-type': 'text/plain', 'x-own': '1' }
    expect(await sent({ method: 'PUT', data: { a: 1 }, headers })).toMatchObject({
      method: 'PUT',
      body: '{"a":1}',
      headers,
    })
  })
})

test.each([
  [
    12,
    () => jest.spyOn(globalThis, 'fetch').mockRejectedValue(new DOMException('gone', 'AbortError')),
    'http://shop/ does not allow this page',
  ],
  [
    13,
    () => jest.spyOn(globalThis, 'fetch').mockRejectedValue(new DOMException('late', 'TimeoutError')),
    'did not answer in time',
  ],
  [14, () => answer('<html>'), 'set dataType to text'],
])('error %d says what may be the matter', async (error, arrange, message) => {
  arrange()
  await expect(request({ url: 'http://shop/' })).rejects.toMatchObject({
    error,
    errorMessage: expect.stringContaining(message),
  })
})
