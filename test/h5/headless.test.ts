/** @jest-environment node */
import { SubscribeMsg } from '../../h5/index'
import { fakeBackend, grantingBridge, props } from './support'

it('importing in Node does nothing by itself', () => {
  expect(Object.keys(globalThis).filter((name) => /subscribe/i.test(name))).toEqual([])
})

it('runs without a document when bridge and panel are given', async () => {
  fakeBackend()
  const subscribeMsg = new SubscribeMsg({
    props: {
      ...props,
      bridge: grantingBridge(),
      panel: {
        open: () => ({
          answer: Promise.resolve({ type: 'ANSWERED', templates: { T1: 'AGREE' } }),
          update: () => undefined,
          close: () => undefined,
        }),
      },
    },
  })
  expect(await subscribeMsg.requestSubscribeMessage()).toMatchObject({
    success: true,
    type: 'AGREE',
    fresh: true,
  })
})
