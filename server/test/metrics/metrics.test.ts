import { Metrics } from '../../src/metrics.js'

const sendPath = '/v2/miniprogram/message/send'
const idle = {
  appIds: ['P1'],
  backlog: { apps: [] },
  deadLetters: [],
  isPaused: false,
  pool: undefined,
  limits: [],
  webhooks: [],
  now: 0,
}

test('a call of the platform is counted by interface, outcome and code, with its seconds', async () => {
  const metrics = new Metrics()
  metrics.called({ appId: 'P1', path: sendPath, outcome: 'SENT', code: 'SUCCESS', ms: 400 })
  metrics.called({ appId: 'P1', path: sendPath, outcome: 'SENT', code: 'SUCCESS', ms: 600 })
  const labels = `app="P1",interface="${sendPath}",outcome="SENT",code="SUCCESS"`
  const text = await metrics.text(idle)
  expect(text).toContain(`mini_message_platform_call_seconds_count{${labels}} 2`)
  expect(text).toContain(`mini_message_platform_call_seconds_sum{${labels}} 1\n`)
  expect(text).toContain(`mini_message_platform_call_seconds_bucket{le="0.5",${labels}} 1`)
})

test('a code that the platform would not answer makes no series of its own', async () => {
  const metrics = new Metrics()
  metrics.called({ appId: 'P1', path: sendPath, outcome: 'REJECTED', code: 'order 42 of user 7', ms: 1 })
  const text = await metrics.text(idle)
  expect(text).toContain('code="OTHER"')
  expect(text).not.toContain('order 42')
})

test('dead letters that were sent again are counted no longer', async () => {
  const metrics = new Metrics()
  const deadLetters = ['P1', 'P2'].map((appId) => ({ appId, outcome: 'UNKNOWN', count: 3 }) as const)
  const sample = (appId: string, count: number) =>
    `mini_message_dead_letters{app="${appId}",outcome="UNKNOWN"} ${count}\n`
  const before = await metrics.text({ ...idle, deadLetters })
  expect([before.includes(sample('P1', 3)), before.includes(sample('P2', 3))]).toEqual([true, true])
  const after = await metrics.text(idle)
  expect(after).toContain(sample('P1', 0))
  // It has left the configuration.
  expect(after).not.toContain('P2')
})

test('the outbox, breakers and pace are told by app', async () => {
  const metrics = new Metrics()
  const app = { appId: 'P1', customerBelongsTo: 'ALIPAY_CN' }
  const waiting = { queued: 1, waiting: 2, scheduled: 3, sending: 4 }
  const text = await metrics.text({
    ...{ ...idle, appIds: ['P1', 'P2'], now: 9_000 },
    backlog: { apps: [{ appId: 'P1', ...waiting, oldestAt: 4_000 }] },
    limits: [
      { ...app, state: 'CLOSED', perSecond: 2.5 },
      { ...app, customerBelongsTo: 'DANA', state: 'OPEN', perSecond: null },
    ],
  })
  for (const [status, count] of Object.entries(waiting)) {
    expect(text).toContain(
      `mini_message_outbox_messages{app="P1",status="${status.toUpperCase()}"} ${count}\n`,
    )
    expect(text).toContain(`mini_message_outbox_messages{app="P2",status="${status.toUpperCase()}"} 0\n`)
  }
  expect(text).toContain('mini_message_outbox_oldest_seconds{app="P1"} 5\n')
  expect(text).toContain('mini_message_outbox_oldest_seconds{app="P2"} 0\n')
  expect(text).toContain('mini_message_breaker_open{app="P1",site="DANA",template=""} 1\n')
  expect(text).toContain('mini_message_pace_per_second{app="P1",site="ALIPAY_CN"} 2.5\n')
  expect(text).not.toContain('mini_message_pace_per_second{app="P1",site="DANA"}')
})

test('connections to PostgreSQL are told where there are any', async () => {
  const metrics = new Metrics()
  expect(await metrics.text(idle)).not.toContain('mini_message_database_pool{')
  const text = await metrics.text({ ...idle, pool: { inUse: 3, idle: 2, waiting: 1 } })
  expect(text.match(/^mini_message_database_pool.*$/gm)).toEqual([
    'mini_message_database_pool{state="IN_USE"} 3',
    'mini_message_database_pool{state="IDLE"} 2',
    'mini_message_database_pool{state="WAITING"} 1',
  ])
})

test('expired messages are counted from 0 on, for every app that is configured', async () => {
  const metrics = new Metrics()
  const appIds = ['P1', 'P2']
  expect(await metrics.text({ ...idle, appIds })).toContain('mini_message_expired_total{app="P1"} 0')
  const message = {
    requestId: 'r',
    code: null,
    usesCredit: 0,
    subscriptionId: 's',
    queuedAt: 0,
    sendAt: null,
    finishedAt: 1,
  }
  metrics.finished([
    { ...message, appId: 'P1', outcome: 'EXPIRED' },
    { ...message, appId: 'P2', outcome: 'SENT' },
  ])
  const text = await metrics.text({ ...idle, appIds })
  expect(text).toContain('mini_message_expired_total{app="P1"} 1')
  expect(text).toContain('mini_message_expired_total{app="P2"} 0')
})
