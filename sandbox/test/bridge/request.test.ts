import { request, type RequestOptions } from '../../src/bridge/my.js'

/** Makes the request against `send` and gives what success or fail received. */
const outcome = (send: typeof fetch, options: Partial<RequestOptions> = {}): Promise<unknown> =>
  new Promise((settled) => {
    request(
      { send, httpErrors: 'success' },
      {
        url: 'http://shop.example/orders',
        success: (answer) => settled({ success: answer }),
        fail: (error) => settled({ fail: error }),
        ...options,
      },
    )
  })

const answering =
  (body: string, status = 200, seen: unknown[] = []): typeof fetch =>
  (url, init) => {
    seen.push({ url, method: init?.method, body: init?.body, headers: init?.headers })
    return Promise.resolve(new Response(body, { status, headers: { 'x-a': '1' } }))
  }

test('any HTTP status is a success, with data, status and headers', async () => {
  expect(await outcome(answering('{"a":1}', 409))).toMatchObject({
    success: { data: { a: 1 }, status: 409, headers: { 'x-a': '1' } },
  })
})

test('data goes into the query of GET and into the body of POST', async () => {
  const seen: unknown[] = []
  const data = { a: 1, b: 'x y' }
  await outcome(answering('{}', 200, seen), { data })
  await outcome(answering('{}', 200, seen), { data, method: 'post' })
  expect(seen).toEqual([
    expect.objectContaining({ url: 'http://shop.example/orders?a=1&b=x+y', method: 'GET', body: undefined }),
    expect.objectContaining({
      url: 'http://shop.example/orders',
      method: 'POST',
      body: '{"a":1,"b":"x y"}',
      headers: { 'content-type': 'application/json' },
    }),
  ])
})

test('data of a form goes as a form, whatever the case of the header', async () => {
  const seen: unknown[] = []
  const headers = { 'Content-Type': 'application/x-www-form-urlencoded' }
  await outcome(answering('{}', 200, seen), { data: { a: 1, b: 'x y' }, method: 'POST', headers })
  expect(seen).toEqual([expect.objectContaining({ body: 'a=1&b=x+y', headers })])
})

test('the answer comes as bytes or as Base64 where that was asked for', async () => {
  expect(await outcome(answering('hé'), { dataType: 'base64' })).toMatchObject({ success: { data: 'aMOp' } })
  const bytes = (await outcome(answering('hé'), { dataType: 'arraybuffer' })) as {
    success: { data: ArrayBuffer }
  }
  expect(Buffer.from(bytes.success.data).toString()).toBe('hé')
})

test('an answer that is not JSON fails with 14, unless text was asked for', async () => {
  expect(await outcome(answering('<p>'))).toMatchObject({ fail: { error: 14 } })
  expect(await outcome(answering('<p>'), { dataType: 'text' })).toMatchObject({ success: { data: '<p>' } })
})

test('no network fails with 12', async () => {
  expect(await outcome(() => Promise.reject(new TypeError('failed')))).toMatchObject({ fail: { error: 12 } })
})

/** Never answers; rejects when it is aborted, as fetch does. */
const silent: typeof fetch = (_url, init) =>
  new Promise((_resolve, reject) => {
    init?.signal?.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')))
  })

test('no answer in time fails with 13', async () => {
  jest.useFakeTimers()
  const settled = outcome(silent, { timeout: 5000 })
  jest.advanceTimersByTime(5000)
  jest.useRealTimers()
  expect(await settled).toMatchObject({ fail: { error: 13 } })
})

test('abort fails with 9', async () => {
  const settled = new Promise((fail) => {
    request({ send: silent, httpErrors: 'success' }, { url: 'http://shop.example/', fail }).abort()
  })
  expect(await settled).toEqual({ error: 9, errorMessage: 'request:fail abort' })
})
