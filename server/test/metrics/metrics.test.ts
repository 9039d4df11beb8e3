import { Metrics } from '../../src/metrics.js'

const sendPath = '/v2/miniprogram/message/send'
const idle = {
  backlog: { queued: 0, waiting: 0, scheduled: 0, sending: 0, oldestAt: null },
  deadLetters: {},
  limits: [],
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
  await metrics.text({ ...idle, deadLetters: { UNKNOWN: 3 } })
  expect(await metrics.text(idle)).toContain('mini_message_dead_letters{outcome="UNKNOWN"} 0')
})
