import { testSandbox } from '../support/test-sandbox.js'

function setUp() {
  const { app } = testSandbox()
  const ask = async (method: 'GET' | 'POST' | 'DELETE', path = '', payload?: object) => {
    const response = await app.inject({ method, url: `/_sandbox/faults${path}`, ...(payload && { payload }) })
    return { status: response.statusCode, body: response.body === '' ? null : response.json() }
  }
  return { app, ask }
}

test('a fault is set, listed with its counts, and taken back', async () => {
  const { ask } = setUp()
  const spec = {
    effect: 'answer-lost',
    endpoint: '/v2/miniprogram/message/send',
    count: 3,
    rate: 0.5,
    seed: 9,
  }
  const { status, body } = await ask('POST', '', spec)
  expect({ status, body }).toEqual({
    status: 201,
    body: { ...spec, faultId: expect.any(String), matched: 0, struck: 0 },
  })
  expect((await ask('GET')).body).toEqual({ faults: [body] })
  expect(await ask('DELETE', `/${body.faultId}`)).toEqual({ status: 204, body: null })
  expect((await ask('DELETE', `/${body.faultId}`)).body.error.code).toBe('NOT_FOUND')
  expect((await ask('GET')).body).toEqual({ faults: [] })
})

test.each([
  ['an unknown effect', { effect: 'fire' }],
  ['an unknown option', { effect: 'cut', often: 1 }],
  ['a rate above 1', { effect: 'cut', rate: 2 }],
  ['an unknown code', { effect: 'refuse', resultCode: 'NO_SUCH_CODE' }],
])('%s is refused', async (_what, spec) => {
  const { ask } = setUp()
  expect(await ask('POST', '', spec)).toMatchObject({
    status: 400,
    body: { error: { code: 'INVALID_REQUEST' } },
  })
})

test('all faults go at once, and with a reset', async () => {
  const { app, ask } = setUp()
  await ask('POST', '', { effect: 'cut' })
  expect((await ask('DELETE')).status).toBe(204)
  expect((await ask('GET')).body).toEqual({ faults: [] })
  await ask('POST', '', { effect: 'cut' })
  await app.inject({ method: 'POST', url: '/_sandbox/reset' })
  expect((await ask('GET')).body).toEqual({ faults: [] })
})
