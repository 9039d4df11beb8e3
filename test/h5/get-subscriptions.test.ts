import { en } from '../../src/texts/en'
import SubscribeMsg from '../../h5/index'
import { button, fakeBackend, grantingBridge, panel, props, settle } from './support'

let error: jest.SpyInstance
beforeEach(() => (error = jest.spyOn(console, 'error').mockImplementation(() => undefined)))

it('getSubscriptions tells what stands and shows nothing; options win over the props', async () => {
  const backend = fakeBackend()
  const subscribeMsg = new SubscribeMsg({
    props: { ...props, bridge: grantingBridge(), templateIds: ['other'] },
  })
  expect(await subscribeMsg.getSubscriptions({ templateIds: ['T1'] })).toEqual({ T1: 'unsubscribed' })
  expect(backend.posted('/authorizations')).toMatchObject([{ scopes: ['auth_base'], templateCodes: ['T1'] }])
  expect(panel()).toBeUndefined()
})

it('after an AGREE the bell is on, without another call', async () => {
  const backend = fakeBackend()
  const subscribeMsg = new SubscribeMsg({ props: { ...props, bridge: grantingBridge() } })
  const asked = subscribeMsg.requestSubscribeMessage()
  await settle()
  button(en.agree).click()
  await asked
  expect(await subscribeMsg.getSubscriptions()).toEqual({ T1: 'subscribed' })
  expect(backend.posted('/authorizations')).toHaveLength(1)
})

it('a callback that throws is told with its error, and the result comes', async () => {
  fakeBackend()
  const broken = new Error('broken')
  const callback = () => {
    throw broken
  }
  const subscribeMsg = new SubscribeMsg({ props: { ...props, bridge: grantingBridge(), callback } })
  const asked = subscribeMsg.requestSubscribeMessage()
  await settle()
  button(en.reject).click()
  expect(await asked).toMatchObject({ success: true, type: 'REJECT' })
  await settle()
  expect(error).toHaveBeenCalledWith(expect.stringContaining('callback threw'), broken)
})
