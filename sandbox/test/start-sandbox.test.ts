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

test('requests are told without secrets, and waiting for a message ends in time', async () => {
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
  ['a setting', (one) => one.changeSettings({ freshnessSeconds: 0 }), 'changeSettings: /freshnessSeconds'],
  ['a fault', (one) => void one.addFault({ effect: 'fire' as 'cut' }), 'addFault: /effect'],
  ['an answer', (one) => one.autoAnswer({ panel: 'yes' as 'AGREE' }), 'autoAnswer: /panel'],
  ['a time', (one) => one.moveClock({ set: 'tomorrow' }), 'set must be ISO 8601'],
  ['a seed', (one) => one.reset('users: []'), 'seed: /users'],
])('%s that is none is refused by name, and nothing changes', async (_what, change, words) => {
  const sandbox = await start()
  const before = await ask(sandbox, 'settings')
  expect(() => change(sandbox)).toThrow(words)
  expect(await ask(sandbox, 'settings')).toEqual(before)
})

test('it does not start with a setting that is none', async () => {
  await expect(startSandbox({ settings: { idempotentSend: 'no' as unknown as boolean } })).rejects.toThrow(
    'settings: /idempotentSend',
  )
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
