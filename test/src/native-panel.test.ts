import { createSubscribeFlow } from '../../src/subscribe-flow'
import type { Host } from '../../src/host'
import { openNativePanel, readNativeAnswer } from '../../src/native-panel'
import { createWorld, options, type World } from './support'

const codes = ['T1', 'T2']
const answered = (more: object) => ({ behavior: 'subscribe', show: true, ...more })

describe('what the person answered, by template', () => {
  it.each([
    ['all agreed', { subscribedEntityIds: ['T1', 'T2'], unsubscribedEntityIds: [] }, ['AGREE', 'AGREE']],
    ['one agreed', { subscribedEntityIds: ['T2'], unsubscribedEntityIds: ['T1'] }, ['REJECT', 'AGREE']],
    ['all refused', { subscribedEntityIds: [], unsubscribedEntityIds: ['T1', 'T2'] }, ['REJECT', 'REJECT']],
    ['others as well', { subscribedEntityIds: ['T1', 'T9'] }, ['AGREE', 'REJECT']],
  ])('%s', (_, result, [T1, T2]) => {
    expect(readNativeAnswer(answered({ result }), codes)).toEqual({
      type: 'ANSWERED',
      templates: { T1, T2 },
    })
  })

  it('an older client without result says it under each id', () => {
    expect(readNativeAnswer(answered({ T1: 'accept', T2: 'reject' }), codes)).toEqual({
      type: 'ANSWERED',
      templates: { T1: 'AGREE', T2: 'REJECT' },
    })
  })

  it('result counts more than the value under an id', () => {
    const both = answered({ T1: 'accept', result: { subscribedEntityIds: [] } })
    expect(readNativeAnswer(both, ['T1'])).toMatchObject({ templates: { T1: 'REJECT' } })
  })

  it.each([
    ['cancel', { behavior: 'cancel', result: { entityList: codes } }],
    ['errorCode 11', { behavior: '', errorCode: 11 }],
    ['errorCode 11 as text', { errorCode: '11' }],
    ['the deprecated error', { error: 11 }],
  ])('cancelling is closing: %s', (_, answer) => {
    expect(readNativeAnswer(answer, codes)).toEqual({ type: 'CLOSED', by: 'close' })
  })
})

it.each([
  [10, 'SYSTEM'],
  [15, 'BUSY'],
  [203, 'INVALID_CONFIG'],
  [402, 'INVALID_CONFIG'],
  [100201, 'NETWORK'],
  [106002, 'INCONSISTENT_TEMPLATE_TYPE'],
  [106008, 'INVALID_TEMPLATE_CODE'],
  [-1, 'SYSTEM'],
  [4, 'UNAVAILABLE'],
  [31337, 'SYSTEM'],
])('error %i is %s and names the number', (errorCode, code) => {
  for (const answer of [{ behavior: '', errorCode }, { error: errorCode }]) {
    expect(() => readNativeAnswer(answer, codes)).toThrow(
      expect.objectContaining({
        failure: expect.objectContaining({
          errorCode: code,
          errorMessage: expect.stringContaining(`my.requestSubscribeMessage: error ${errorCode}.`),
        }),
      }),
    )
  }
})

it.each([
  ['nothing', undefined],
  ['subscribe without an answer for each template', answered({ T1: 'accept' })],
  ['an answer without behavior', { result: { subscribedEntityIds: ['T1'] } }],
])('an undocumented answer is not a success: %s', (_, answer) => {
  expect(() => readNativeAnswer(answer, codes)).toThrow(
    expect.objectContaining({ failure: expect.objectContaining({ errorCode: 'SYSTEM' }) }),
  )
})

const openPanel: Host['openPanel'] = (view, access) => ({
  surface: 'NATIVE',
  panel: openNativePanel(view, access),
})

/** A super app that has the panel, and the front end's choice of it. */
function worldWith(ask: (call: Record<string, unknown> & { entityIds: string[] }) => void): World {
  const world = createWorld({ host: { openPanel } })
  Object.assign(world.host.bridge()!, { requestSubscribeMessage: ask })
  return world
}
const succeed = (call: Record<string, unknown>, answer: unknown): unknown =>
  (call['success'] as (answer: unknown) => unknown)(answer)

describe('in the flow', () => {
  it('AGREE ends as with our panel: a fresh second code, the same result, surface NATIVE without text', async () => {
    const asked: string[][] = []
    const world = worldWith((call) => {
      asked.push(call.entityIds)
      succeed(call, answered({ result: { subscribedEntityIds: ['T1'] } }))
    })
    expect(await createSubscribeFlow(world.host).open(options)).toMatchObject({
      success: true,
      type: 'AGREE',
      templates: { T1: 'AGREE' },
      fresh: true,
    })
    expect(asked).toEqual([['T1']])
    const [posted] = world.posted('/subscriptions')
    expect(posted?.['authCode']).toBe(world.codes[1]?.code)
    expect(posted?.['consent']).toMatchObject({ surface: 'NATIVE' })
    expect(posted?.['consent']).not.toHaveProperty('text')
  })

  it('REJECT comes through success and is a result', async () => {
    const world = worldWith((call) => succeed(call, answered({ result: { subscribedEntityIds: [] } })))
    const result = await createSubscribeFlow(world.host).open(options)
    expect(result).toMatchObject({ success: true, type: 'REJECT' })
  })

  it('cancelling comes through fail: CANCELLED, nothing submitted', async () => {
    const world = worldWith((call) =>
      (call['fail'] as (answer: unknown) => void)({ behavior: 'cancel', errorCode: 11 }),
    )
    const result = await createSubscribeFlow(world.host).open(options)
    expect(result).toMatchObject({ success: false, errorCode: 'CANCELLED' })
    expect(world.posted('/subscriptions')).toEqual([])
  })

  it('a super app without it is UNAVAILABLE, naming the prop', async () => {
    const world = createWorld({ host: { openPanel } })
    expect(await createSubscribeFlow(world.host).open(options)).toMatchObject({
      success: false,
      errorCode: 'UNAVAILABLE',
      errorMessage: expect.stringMatching(/my\.requestSubscribeMessage.*prop panel/),
    })
  })
})
