import { createSubscribeFlow } from '../../../src/flow/subscribe-flow'
import { agree, closed, createWorld, options, reject } from '../support'

describe('one template', () => {
  it('AGREE posts the consent with a second code of its own', async () => {
    const world = createWorld({ person: agree })
    const result = await createSubscribeFlow(world.host).open(options)

    expect(result).toEqual({
      success: true,
      type: 'AGREE',
      templates: { T1: 'AGREE' },
      subscriptionIds: { T1: 'sub-T1' },
      fresh: true,
    })
    const [first, second] = world.codes
    expect(world.posted('/authorizations')[0]).toMatchObject({
      appId: 'APP',
      customerBelongsTo: 'ALIPAY_CN',
      scopes: ['auth_user'],
      authCode: first?.code,
      templateCodes: ['T1'],
    })
    expect(world.posted('/subscriptions')[0]).toMatchObject({
      answers: [{ templateCode: 'T1', type: 'AGREE' }],
      authCode: second?.code,
      consent: { surface: 'BUILTIN', language: 'en', textVersion: 'v1', component: 'test/1' },
    })
    expect(second?.code).not.toBe(first?.code)
  })

  it('REJECT is posted without a second code', async () => {
    const world = createWorld({ person: reject })
    const result = await createSubscribeFlow(world.host).open(options)

    expect(result).toMatchObject({ success: true, type: 'REJECT', templates: { T1: 'REJECT' } })
    expect(world.codes).toHaveLength(1)
    expect(world.posted('/subscriptions')[0]).not.toHaveProperty('authCode')
  })

  it('closing the panel is CANCELLED and submits nothing', async () => {
    const world = createWorld({ person: closed })
    const result = await createSubscribeFlow(world.host).open(options)

    expect(result).toMatchObject({ success: false, errorCode: 'CANCELLED' })
    expect(world.posted('/subscriptions')).toEqual([])
    expect(world.stored.size).toBe(0)
  })
})
