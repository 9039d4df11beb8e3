// What the page's own code does wrong never reaches the person's answer.
import type { OpenPanel } from '../../../src/host'
import { createSubscribeFlow } from '../../../src/subscribe-flow'
import { agree, createWorld, options } from '../support'

const broken = (): never => {
  throw new Error('broken')
}

it.each<[string, () => unknown]>([
  ['throws', broken],
  ['rejects', () => Promise.reject(new Error('broken'))],
])('a callback that %s is told in the console, and the result comes', async (_, callback) => {
  const thrown: unknown[] = []
  const world = createWorld({ person: agree, host: { warn: (...words) => thrown.push(words) } })
  const result = await createSubscribeFlow(world.host).open(options, callback)
  await world.idle()
  expect(result).toMatchObject({ success: true, type: 'AGREE' })
  expect(thrown).toEqual([['callback threw an error, which is ignored.', new Error('broken')]])
})

it('a callback that is not a function is reported as well', async () => {
  const world = createWorld({ person: agree })
  const result = await createSubscribeFlow(world.host).open(options, 'onAnswer' as never)
  expect(result.success).toBe(true)
  expect(world.warnings).toEqual(['callback threw an error, which is ignored.'])
})

const panelThat = (more: Partial<OpenPanel>) => {
  const panel: OpenPanel = {
    answer: Promise.resolve(agree),
    update: () => undefined,
    close: () => undefined,
    ...more,
  }
  return createWorld({ host: { openPanel: () => ({ panel, surface: 'ADAPTER' }) } })
}

it.each<[string, Partial<OpenPanel>]>([
  ['can not be updated', { update: broken }],
  ['can not be closed', { close: broken }],
])('a panel of the page that %s is told, and the answer counts', async (_, more) => {
  const world = panelThat(more)
  expect(await createSubscribeFlow(world.host).open(options)).toMatchObject({ success: true, type: 'AGREE' })
  expect(world.posted('/subscriptions')).toHaveLength(1)
  expect(world.warnings).toHaveLength(1)
})

it('a panel of the page that can not say when it was painted counts from its opening', async () => {
  const world = panelThat({ painted: Promise.reject(new Error('broken')) })
  expect(await createSubscribeFlow(world.host).open(options)).toMatchObject({ success: true })
  const [{ consent }] = world.posted('/subscriptions') as [{ consent: { shownAt: string } }]
  expect(consent.shownAt).toBe('2026-01-02T03:04:05.000Z')
})

it('what was mended is told once for each open, and used', async () => {
  const world = createWorld({ person: agree })
  const flow = createSubscribeFlow(world.host)
  await flow.open({ ...options, headers: { 'x-shop': 7 } } as never)
  expect(world.warnings).toEqual(['The prop headers was mended. It is an object of strings.'])
  expect(world.requests.every(({ headers }) => headers['x-shop'] === '7')).toBe(true)
})
