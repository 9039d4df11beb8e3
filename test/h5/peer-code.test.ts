// Code as users of subscribe-msg-svelte write it (its README): only the import is changed, and the backend set once.
import { en } from '../../src/texts/en'
import type { SubscribeMsgProps } from '../../h5/props'
import SubscribeMsg from '../../h5/index'
import { button, fakeBackend, grantingBridge, panel, settle } from './support'

interface PeerResult {
  success: boolean
  type?: string
  errorCode?: string
}

const appId = 'APP'
const authCode = 'code-of-the-page'
const templateIds = ['T1']

beforeAll(() => {
  SubscribeMsg.configure({ backendUrl: 'https://shop.example/api', language: 'en' })
})
beforeEach(() => {
  fakeBackend()
  Object.assign(globalThis, { my: grantingBridge() })
})
afterEach(() => {
  panel()?.layer.remove()
  Reflect.deleteProperty(globalThis, 'my')
})

/** What such a page says after each answer. */
function openAsPeer(more: Partial<SubscribeMsgProps> = {}): { said: string[] } {
  const said: string[] = []
  const handleCallback = ({ success, type, errorCode }: PeerResult): void => {
    if (success && type === 'AGREE') said.push('subscribed')
    else if (success && type === 'REJECT') said.push('refused')
    else said.push(`cancel ${errorCode}`)
  }
  const subscribeMsg = new SubscribeMsg({
    target: document.body,
    props: { appId, authCode, templateIds, callback: handleCallback, ...more },
  })
  void subscribeMsg.requestSubscribeMessage()
  return { said }
}

it.each([
  ['agree', () => button(en.agree).click(), 'subscribed'],
  ['reject, which is submitted and a success', () => button(en.reject).click(), 'refused'],
  ['the mask, which is a cancel', () => panel()!.dialog.click(), 'cancel CANCELLED'],
])('%s', async (_, act, said) => {
  const page = openAsPeer()
  await settle()
  act()
  await settle()
  expect(page.said).toEqual([said])
})

it('the code that the page passes is the first one used', async () => {
  const backend = fakeBackend()
  openAsPeer()
  await settle()
  expect(backend.posted('/authorizations')).toEqual([expect.objectContaining({ authCode, appId })])
})

it('nothing is animated where animation is false', async () => {
  openAsPeer({ animation: false })
  await settle()
  expect(panel()!.sheet.classList.contains('moving')).toBe(false)
})

it('callback: null means that there is no callback', async () => {
  const subscribeMsg = new SubscribeMsg({ target: document.body, props: { templateIds, callback: null } })
  const result = subscribeMsg.requestSubscribeMessage()
  await settle()
  button(en.agree).click()
  expect(await result).toMatchObject({ success: true })
})

it('one instance asks as often as it is told, and $set and $destroy are there', async () => {
  const results: PeerResult[] = []
  const subscribeMsg = new SubscribeMsg({ target: document.body, props: { templateIds: ['T0'] } })
  subscribeMsg.$set({ templateIds, callback: (result: PeerResult) => results.push(result) })
  for (const name of [en.reject, en.agree]) {
    void subscribeMsg.requestSubscribeMessage()
    await settle()
    button(name).click()
    await settle()
  }
  expect(results.map(({ type }) => type)).toEqual(['REJECT', 'AGREE'])
  subscribeMsg.$destroy()
  expect(panel()).toBeUndefined()
})
