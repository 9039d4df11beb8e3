import { createPrivateKey, createPublicKey } from 'node:crypto'
import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import { get } from 'node:https'
import { text } from 'node:stream/consumers'
import { startSandbox, type RunningSandbox } from '../src/index.js'

const running: RunningSandbox[] = []
async function start(options: Parameters<typeof startSandbox>[0] = {}): Promise<RunningSandbox> {
  const sandbox = await startSandbox(options)
  running.push(sandbox)
  return sandbox
}
afterEach(async () => {
  await Promise.all(running.splice(0).map((sandbox) => sandbox.stop()))
})

const ask = async (sandbox: RunningSandbox, path: string, body?: object) => {
  const headers = { 'content-type': 'application/json' }
  const init = body && { method: 'POST', headers, body: JSON.stringify(body) }
  return (await fetch(`${sandbox.url}/_sandbox/${path}`, init)).json()
}

test('several run at once, each with its own port, keys, settings and state', async () => {
  const [one, other] = [await start(), await start({ settings: { rememberGrants: false } })]
  expect(one.url).not.toBe(other.url)
  expect(one.credentials.merchantPrivateKey).not.toBe(other.credentials.merchantPrivateKey)
  one.changeSettings({ freshnessSeconds: 7 })
  one.addFault({ effect: 'cut' })
  expect(await ask(one, 'settings')).toMatchObject({ freshnessSeconds: 7, rememberGrants: true })
  expect(await ask(other, 'settings')).toMatchObject({ freshnessSeconds: 300, rememberGrants: false })
  expect(await ask(other, 'faults')).toEqual({ faults: [] })
  await one.stop()
  expect(await ask(other, 'healthz')).toEqual({ status: 'ok' })
})

test('its functions do what the routes do', async () => {
  const sandbox = await start({ seed: 'settings: { freshnessSeconds: 60 }' })
  sandbox.autoAnswer({ authorization: 'allow' })
  sandbox.moveClock({ set: '2027-01-01T00:00:00Z', skewMs: 5000 })
  sandbox.snapshot('moved')
  expect(await ask(sandbox, 'auto-answer')).toMatchObject({ authorization: 'allow' })
  expect(await ask(sandbox, 'clock')).toMatchObject({ skewMs: 5000 })
  sandbox.reset()
  expect(await ask(sandbox, 'clock')).toMatchObject({ offsetMs: 0, skewMs: 0 })
  expect(await ask(sandbox, 'settings')).toMatchObject({ freshnessSeconds: 60 })
  sandbox.restore('moved')
  expect(await ask(sandbox, 'clock')).toMatchObject({ skewMs: 5000 })
  expect(() => sandbox.restore('nowhere')).toThrow('nowhere')
  sandbox.reset({ settings: { freshnessSeconds: 90 } })
  expect(await ask(sandbox, 'settings')).toMatchObject({ freshnessSeconds: 90 })
})

test('it gives auth codes without a phone, where somebody answers', async () => {
  const sandbox = await start()
  expect(() => sandbox.getAuthCode()).toThrow('autoAnswer({ authorization: "allow" })')
  sandbox.autoAnswer({ authorization: 'allow' })
  expect(sandbox.getAuthCode()).toMatch(/^[A-Z\d]{26}$/)
  expect(sandbox.getAuthCode({ userId: '2088000000000022', scopes: ['auth_base'] })).toMatch(/^[A-Z\d]{26}$/)
  sandbox.autoAnswer({ authorization: 'refuse' })
  expect(() => sandbox.getAuthCode({ userId: '2088000000000022' })).toThrow('2088000000000022')
})

test('the keys come bare as well, for SDKs that take no PEM', async () => {
  const { credentials } = await start()
  const { bareKeys, merchantPrivateKey, platformPublicKey } = credentials
  const read = (key: string, type: 'pkcs1' | 'pkcs8') =>
    createPrivateKey({ key: Buffer.from(key, 'base64'), format: 'der', type })
  const key = createPrivateKey(merchantPrivateKey)
  expect(key.equals(read(bareKeys.merchantPrivateKeyPkcs8, 'pkcs8'))).toBe(true)
  expect(key.equals(read(bareKeys.merchantPrivateKeyPkcs1, 'pkcs1'))).toBe(true)
  const spki = {
    key: Buffer.from(bareKeys.platformPublicKeySpki, 'base64'),
    format: 'der',
    type: 'spki',
  } as const
  expect(createPublicKey(platformPublicKey).equals(createPublicKey(spki))).toBe(true)
  for (const text of Object.values(bareKeys)) expect(text).toMatch(/^[A-Za-z\d+/]+=*$/)
})

test('requests are listed without secrets, and waiting for a message ends in time', async () => {
  const sandbox = await start()
  await fetch(`${sandbox.gatewayUrl}/v2/users/inquiryUserInfo`, { method: 'POST', body: '{"authCode":"S1"}' })
  expect(sandbox.requests()).toMatchObject([
    { resultCode: 'CLIENT_INVALID', body: '{"authCode":"<authCode>"}' },
  ])
  await expect(sandbox.waitForMessage({ requestId: 'x' }, { timeoutMs: 1 })).rejects.toThrow(
    '"requestId":"x"',
  )
})

test.each<[string, (sandbox: RunningSandbox) => void, string]>([
  ['a setting', (one) => one.changeSettings({ freshnessSeconds: 0 }), 'changeSettings: freshnessSeconds: 0'],
  ['a fault', (one) => void one.addFault({ effect: 'fire' as 'cut' }), 'addFault: effect: "fire"'],
  ['an answer', (one) => one.autoAnswer({ panel: 'yes' as 'AGREE' }), 'autoAnswer: panel: "yes"'],
  ['a time', (one) => one.moveClock({ set: 'tomorrow' }), 'moveClock: set: "tomorrow"'],
  ['a seed', (one) => one.reset('users: []'), 'seed: users: []'],
])('%s that is not valid is refused by name, and nothing changes', async (_what, change, words) => {
  const sandbox = await start()
  const before = await ask(sandbox, 'settings')
  expect(() => change(sandbox)).toThrow(words)
  expect(await ask(sandbox, 'settings')).toEqual(before)
})

test('a wait with an unknown name or a time that is none is refused at once', async () => {
  const sandbox = await start()
  await expect(sandbox.waitForMessage({ requestID: 'x' } as object)).rejects.toThrow(
    'did you mean requestId?',
  )
  await expect(sandbox.waitForMessage({ after: 'yesterday' })).rejects.toThrow('after: "yesterday"')
  await expect(sandbox.waitForMessage({ requestId: 'x', timeoutMs: 1 })).rejects.toThrow('within 1 ms')
})

test('it does not start with an invalid setting', async () => {
  await expect(startSandbox({ settings: { idempotentSend: 'no' as unknown as boolean } })).rejects.toThrow(
    'settings: idempotentSend: "no"',
  )
})

test('with https it is reached under every name that it was given, by clients that trust its CA', async () => {
  const sandbox = await start({ https: true, host: '0.0.0.0', hostnames: ['sandbox.test'] })
  const { port } = new URL(sandbox.url)
  expect(sandbox.gatewayUrl).toBe(`https://127.0.0.1:${port}/api/open`)
  const ca = sandbox.caCertificate
  const ask = async (servername: string, path: string) => {
    const headers = { host: `${servername}:${port}` }
    const options = { host: '127.0.0.1', port, servername, ca, headers, path: `/_sandbox/${path}` }
    const [response] = (await once(get(options), 'response')) as [IncomingMessage]
    return text(response)
  }
  for (const name of ['localhost', 'sandbox.test']) {
    expect(JSON.parse(await ask(name, 'credentials'))).toMatchObject({
      gatewayUrl: `https://${name}:${port}/api/open`,
    })
  }
  expect(await ask('localhost', 'ca.pem')).toBe(ca)
  await expect(ask('evil.example', 'healthz')).rejects.toThrow('does not match certificate')
  await expect(fetch(sandbox.url)).rejects.toThrow('fetch failed')
})

test('with https a client that speaks http is told so, and others are served as before', async () => {
  const sandbox = await start({ https: true })
  const gateway = `${sandbox.url.replace('https:', 'http:')}/api/open/v2/miniprogram/message/send`
  for (const ask of [{}, { method: 'POST', body: 'x'.repeat(20_000) }]) {
    const answer = await fetch(gateway, ask)
    expect(answer.status).toBe(400)
    expect(await answer.json()).toMatchObject({
      error: { code: 'HTTPS_ONLY', message: expect.stringContaining('https://') },
    })
  }
  const options = { ca: sandbox.caCertificate }
  const [response] = (await once(get(`${sandbox.url}/_sandbox/healthz`, options), 'response')) as [
    IncomingMessage,
  ]
  expect(JSON.parse(await text(response))).toEqual({ status: 'ok' })
})

test('with http there is no CA, and the answer says how to get one', async () => {
  const { error } = (await ask(await start(), 'ca.pem')) as { error: object }
  expect(error).toMatchObject({ code: 'NOT_FOUND', message: expect.stringContaining('--https') })
})

test('it listens on this machine alone', async () => {
  const sandbox = await start()
  const { port } = new URL(sandbox.url)
  await expect(fetch(`http://[::1]:${port}/_sandbox/healthz`)).rejects.toThrow('fetch failed')
})

test('many waits on one connection leave nothing behind on it', async () => {
  const sandbox = await start()
  const warnings: string[] = []
  const listen = ({ name }: Error): unknown => warnings.push(name)
  process.on('warning', listen)
  for (let wait = 0; wait < 12; wait += 1) await ask(sandbox, 'wait-for-message?timeoutMs=1')
  await new Promise((turn) => setImmediate(turn))
  process.off('warning', listen)
  expect(warnings).not.toContain('MaxListenersExceededWarning')
})
