/** @jest-environment node */
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
