import { templateCode, testSandbox } from '../support/test-sandbox.js'

test.each([
  ['getAuthCode', { scopes: ['auth_user'] }],
  ['requestSubscribeMessage', { entityIds: [templateCode] }],
])('%s with auto-answer never stays open until the sandbox stops', async (name, payload) => {
  const { app, sandbox } = testSandbox()
  Object.assign(sandbox.state.autoAnswer, { authorization: 'never', panel: 'never' })
  const arrived = new Promise<void>((here) => {
    app.addHook('preHandler', (_request, _reply, done) => {
      here()
      done()
    })
  })
  const url = await app.listen({ host: '127.0.0.1', port: 0 })
  let isAnswered = false
  const headers = { 'content-type': 'application/json' }
  const init = { method: 'POST', headers, body: JSON.stringify(payload) }
  const call = fetch(`${url}/_sandbox/jsapi/${name}`, init).then(async (response) => {
    isAnswered = true
    return (await response.json()) as object
  })
  await arrived
  await app.inject('/_sandbox/healthz')
  expect(isAnswered).toBe(false)
  await app.close()
  expect(await call).toHaveProperty('fail')
})

test('a scope or a template list of the wrong form is refused before anybody is asked', async () => {
  const { app } = testSandbox()
  for (const [name, payload] of [
    ['getAuthCode', { scopes: 'auth_user' }],
    ['requestSubscribeMessage', {}],
  ] as const) {
    const response = await app.inject({ method: 'POST', url: `/_sandbox/jsapi/${name}`, payload })
    expect(response.statusCode).toBe(400)
  }
})
