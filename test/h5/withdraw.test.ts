import { en } from '../../src/texts/en'
import { SubscribeMsg } from '../../h5/index'
import { button, fakeBackend, grantingBridge, props, settle } from './support'

/** A backend with which T1 stands as given. */
function backendWith(type: 'AGREE' | null): void {
  fakeBackend()
  const usual = globalThis.fetch
  const needs = type ? 'NOTHING' : 'CONSENT'
  const subscriptions = [{ subscriptionId: 'sub', templateCode: 'T1', type, needs }]
  globalThis.fetch = (url, init) =>
    (url as string).endsWith('/authorizations')
      ? Promise.resolve({
          status: 200,
          headers: { get: () => null },
          text: () => Promise.resolve(JSON.stringify({ sessionToken: 't', subject: 's', subscriptions })),
        } as unknown as Response)
      : usual(url, init)
}

/** Taps on the panel until there is a result. */
async function taps(more: object, ...names: string[]): Promise<{ count: number; result: unknown }> {
  const subscribeMsg = new SubscribeMsg({ props: { ...props, bridge: grantingBridge(), ...more } })
  const result = subscribeMsg.requestSubscribeMessage()
  let count = 0
  for (const name of names) {
    await settle()
    button(name).click()
    count += 1
  }
  return { count, result: await result }
}

it('stopping takes no more taps on the panel than agreeing took', async () => {
  backendWith(null)
  const agreeing = await taps({}, en.agree)
  backendWith('AGREE')
  const stopping = await taps({ manage: true }, en.stop)
  expect(agreeing.result).toMatchObject({ success: true, type: 'AGREE' })
  expect(stopping.result).toMatchObject({ success: true, type: 'REJECT' })
  expect(stopping.count).toBeLessThanOrEqual(agreeing.count)
})
