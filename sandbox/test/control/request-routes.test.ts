import { execFile, spawnSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { startSandbox } from '../../src/index.js'
import { control } from '../support/control.js'
import { accessToken, message, sendMessage } from '../support/shop.js'
import { knownKeys, lin, testSandbox } from '../support/test-sandbox.js'

async function setUp() {
  const { app, sandbox } = testSandbox()
  const token = await accessToken(app, sandbox)
  return { app, sandbox, token, ...control(app) }
}

test('the log is searched by text, endpoint and result', async () => {
  const { app, token, get } = await setUp()
  await sendMessage(app, message(token, { requestId: 'order-7' }))
  await sendMessage(app, message(token, { templateCode: 'TP_X' }))
  const count = async (query: string) => (await get(`requests?${query}`)).requests.length
  expect(await count('')).toBe(3)
  expect(await count('search=ORDER-7')).toBe(1)
  expect(await count('endpoint=/v2/authorizations/applyToken')).toBe(1)
  expect(await count('resultCode=TEMPLATE_NOT_EXIST')).toBe(1)
  expect(await count('resultStatus=S&limit=1')).toBe(1)
})

test('the log is searched by several words, outcome, user and template', async () => {
  const { app, sandbox, token, get, post } = await setUp()
  await sendMessage(app, message(token, { requestId: 'order-7' }))
  await sendMessage(app, message(await accessToken(app, sandbox, lin), { templateCode: 'TP_X' }))
  await post('faults', { effect: 'cut', count: 1 })
  await expect(sendMessage(app, message(token, { requestId: 'order-8' }))).rejects.toThrow('destroyed')
  const found = async (query: string) => (await get(`requests?${query}`)).found
  expect((await get('requests?limit=1')).total).toBe(5)
  expect(await found('search=MESSAGE%20order-7')).toBe(1)
  expect(await found('search=order-7%20TP_X')).toBe(0)
  expect(await found('search=cut')).toBe(1)
  expect(await found('outcome=accepted')).toBe(3)
  expect(await found('outcome=refused')).toBe(1)
  expect(await found('outcome=unknown')).toBe(1)
  expect(await found('templateCode=TP_X')).toBe(1)
  // The exchange that gave the token, and the send that it was used for.
  expect(await found(`userId=${lin}`)).toBe(2)
})

test('no token, code or key stands in the log, the copied command or the answer of a replay', async () => {
  const { app, sandbox, token, get, post } = await setUp()
  await sendMessage(app, message(token))
  const { requests } = await get('requests')
  const shown = [requests]
  for (const { requestLogId } of requests) {
    shown.push(await get(`requests/${requestLogId}`), await get(`requests/${requestLogId}/curl`))
    shown.push((await post(`requests/${requestLogId}/replay`)).body)
  }
  const text = JSON.stringify([...shown, await get('requests')])
  const calls = sandbox.requestLog.list().map(({ request }) => JSON.parse(request.body.toString()))
  const secrets = [token, ...calls.flatMap(({ authCode, accessToken: own }) => [authCode, own])]
  for (const secret of secrets.filter((one) => one !== undefined)) expect(text).not.toContain(secret)
  expect(text).not.toContain('PRIVATE KEY')
  expect(text).toContain('<accessToken>')
})

test('a replay signs the same call anew and is logged as a call of its own', async () => {
  const { app, sandbox, token, get, post } = await setUp()
  await sendMessage(app, message(token))
  sandbox.state.settings.idempotentSend = false
  const [{ requestLogId }] = (await get('requests')).requests
  const { status, body } = await post(`requests/${requestLogId}/replay`)
  expect(status).toBe(200)
  expect(body).toMatchObject({ resultCode: 'SUCCESS', path: '/api/open/v2/miniprogram/message/send' })
  expect(body.requestLogId).not.toBe(requestLogId)
  expect(sandbox.state.inbox.list()).toHaveLength(2)
  expect((await post('requests/nowhere/replay')).status).toBe(404)
})

const run = promisify(execFile)
const hasCurl = spawnSync('curl', ['--version']).status === 0
const testWithCurl = hasCurl ? test : test.skip
const reason = hasCurl ? '' : ' (skipped: curl does not run here)'

testWithCurl(`the copied command sends the call again, quotes in it and all${reason}`, async () => {
  const sandbox = await startSandbox()
  const folder = await mkdtemp(join(tmpdir(), 'curl-'))
  const key = join(folder, 'key.pem')
  await writeFile(key, sandbox.credentials.merchantPrivateKey)
  const body = { appId: sandbox.credentials.appId, extendInfo: `it's "$HOME" \\ \`id\``, accessToken: 'x' }
  const post = (path: string, payload: object) =>
    fetch(`${sandbox.url}${path}`, { method: 'POST', body: JSON.stringify(payload) })
  await post('/api/open/v2/users/inquiryUserInfo', body)
  const first = await (await fetch(`${sandbox.url}/_sandbox/requests`)).json()
  // The unsigned call was refused; the command signs it and sends the Client-Id that it had: none.
  const { requestLogId } = first.requests[0]
  const { curl } = await (await fetch(`${sandbox.url}/_sandbox/requests/${requestLogId}/curl`)).json()
  const script = curl.replace("CLIENT_ID=''", `CLIENT_ID='${sandbox.credentials.clientId}'`)
  const { stdout } = await run('sh', ['-c', script], {
    env: { ...process.env, MERCHANT_KEY: key, ACCESS_TOKEN: 'nosuchtoken' },
  })
  // Past the signature: the quoting kept every byte, since customerBelongsTo is what is missing.
  expect(JSON.parse(stdout).result).toMatchObject({
    resultCode: 'PARAM_ILLEGAL',
    resultMessage: 'customerBelongsTo is missing.',
  })
  await rm(folder, { recursive: true })
  await sandbox.stop()
})

test('a copied command names the files and variables that it needs, and no key', async () => {
  const { app, token, get } = await setUp()
  await sendMessage(app, message(token))
  const [{ requestLogId }] = (await get('requests')).requests
  const { curl } = await get(`requests/${requestLogId}/curl`)
  expect(curl).toContain('"accessToken":"\'"$ACCESS_TOKEN"\'"')
  expect(curl).toContain('${ACCESS_TOKEN:?')
  expect(curl).toContain('${MERCHANT_KEY:?')
  expect(curl).not.toContain(knownKeys.merchant.privateKey.slice(40, 80))
})
