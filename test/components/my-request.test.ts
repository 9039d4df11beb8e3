import { sendByMy } from '../../components/platform'

type Fields = Record<string, unknown> & {
  success: (answer: object) => void
  fail: (error: object) => void
}

const request = {
  method: 'POST',
  url: 'https://shop.example/api/subscriptions',
  headers: { 'content-type': 'application/json' },
  body: '{"answers":[]}',
  timeoutMs: 5000,
} as const

/** A super app whose `my.request` does what is given, under that name or the older one. */
function superApp(answer: (fields: Fields) => void, name = 'request') {
  const send = jest.fn(answer)
  Object.assign(globalThis, { my: { [name]: send } })
  return send
}

test('the request is sent unchanged, with its time-out and content-type', async () => {
  const send = superApp(({ success }) =>
    success({ status: 200, data: '{"a":1}', headers: { 'Retry-After': '3' } }),
  )
  await expect(sendByMy(request)).resolves.toEqual({
    status: 200,
    body: '{"a":1}',
    retryAfter: '3',
  })
  expect(send.mock.calls[0]![0]).toMatchObject({
    method: 'POST',
    url: request.url,
    data: { answers: [] },
    timeout: 5000,
    dataType: 'text',
    headers: { 'content-type': 'application/json' },
  })
})

test('an error status is an answer, whether success or fail gets it', async () => {
  superApp(({ success }) => success({ statusCode: 410, data: '{"error":{}}', header: {} }))
  await expect(sendByMy(request)).resolves.toMatchObject({ status: 410, body: '{"error":{}}' })
  superApp(({ fail }) =>
    fail({ error: 19, errorMessage: 'http status error', status: 410, data: '{"error":{}}' }),
  )
  await expect(sendByMy(request)).resolves.toMatchObject({ status: 410, body: '{"error":{}}' })
})

test('a body that the client parsed anyway becomes JSON text again', async () => {
  superApp(({ success }) => success({ status: 200, data: { subscriptions: [] } }))
  await expect(sendByMy(request)).resolves.toMatchObject({ body: '{"subscriptions":[]}' })
})

test.each([12, 13, 19])(
  'error %d without a status means no answer, and the error has the words of my.request',
  async (error) => {
    superApp(({ fail }) => fail({ error, errorMessage: 'said by the client' }))
    await expect(sendByMy(request)).rejects.toThrow(`my.request: ${error} said by the client`)
  },
)

test('Retry-After is also found in a list of single headers', async () => {
  superApp(({ success }) =>
    success({ status: 429, data: '{}', header: [{ Server: 's' }, { 'retry-after': 7 }, { Date: 'd' }] }),
  )
  await expect(sendByMy(request)).resolves.toMatchObject({ status: 429, retryAfter: '7' })
})

test('my.httpRequest is used where my.request is missing', async () => {
  superApp(({ success }) => success({ status: 200, data: '{}' }), 'httpRequest')
  await expect(sendByMy(request)).resolves.toMatchObject({ status: 200 })
})

test('a super app with neither fails, and the error names my.request', async () => {
  Object.assign(globalThis, { my: {} })
  await expect(sendByMy(request)).rejects.toThrow('no my.request')
})
