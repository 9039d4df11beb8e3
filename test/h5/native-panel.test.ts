import { nativePanel, SubscribeMsg } from '../../h5/index'
import { fakeBackend, grantingBridge, panel, props } from './support'

beforeEach(() => {
  jest.spyOn(console, 'error').mockImplementation()
})

const answer = (subscribedEntityIds: string[]) => ({ behavior: 'subscribe', result: { subscribedEntityIds } })

it.each([
  ["'native'", 'native' as const],
  ['nativePanel', nativePanel],
])("with %s, AlipayCN's own panel asks instead of ours, and the record says so", async (_, panelProp) => {
  const backend = fakeBackend()
  const asked: unknown[] = []
  const bridge = {
    ...grantingBridge(),
    requestSubscribeMessage: (call: { entityIds: string[]; success?(answer: unknown): void }) => {
      asked.push(call.entityIds)
      call.success?.(answer(['T1']))
    },
  }
  const subscribeMsg = new SubscribeMsg({ props: { ...props, bridge, panel: panelProp } })
  expect(await subscribeMsg.requestSubscribeMessage()).toMatchObject({ success: true, type: 'AGREE' })
  expect(asked).toEqual([['T1']])
  expect(panel()).toBeUndefined()
  const [posted] = backend.posted('/subscriptions') as { consent: object }[]
  expect(posted?.consent).toMatchObject({ surface: 'NATIVE' })
  expect(posted?.consent).not.toHaveProperty('text')
})

it('a page without that JSAPI gets UNAVAILABLE', async () => {
  fakeBackend()
  const subscribeMsg = new SubscribeMsg({ props: { ...props, bridge: grantingBridge(), panel: nativePanel } })
  expect(await subscribeMsg.requestSubscribeMessage()).toMatchObject({ errorCode: 'UNAVAILABLE' })
})

it.each(['natiev', {}, null])('a panel that does not exist is INVALID_CONFIG: %j', async (wrong) => {
  fakeBackend()
  const subscribeMsg = new SubscribeMsg({
    props: { ...props, bridge: grantingBridge(), panel: wrong as never },
  })
  expect(await subscribeMsg.requestSubscribeMessage()).toMatchObject({
    errorCode: 'INVALID_CONFIG',
    errorMessage: expect.stringContaining("'builtin' or 'native'"),
  })
  expect(panel()).toBeUndefined()
})
