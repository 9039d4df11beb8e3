import { officialPanel, SubscribeMsg, type OfficialPanelClass } from '../../h5/index'
import { fakeBackend, grantingBridge, props, settle } from './support'

type Made = ConstructorParameters<OfficialPanelClass>[0]

/** Exactly what `subscribe-msg-svelte` documents: a class, its props, one method, the callback's result. */
function officialClass(answer?: unknown) {
  const made: Made[] = []
  let isAsked = 0
  class Official {
    constructor(private readonly made_: Made) {
      made.push(made_)
      made_.target.append('the official panel')
    }
    requestSubscribeMessage(): void {
      isAsked += 1
      if (answer) this.made_.props.callback(answer)
    }
  }
  return { Official, made, asked: () => isAsked }
}

function open(answer: unknown, more: object = {}) {
  const official = officialClass(answer)
  const backend = fakeBackend()
  const subscribeMsg = new SubscribeMsg({
    props: { ...props, bridge: grantingBridge(), panel: officialPanel(official.Official), ...more },
  })
  return { ...official, backend, subscribeMsg, result: subscribeMsg.requestSubscribeMessage() }
}

it('AGREE: the same result, three different codes, surface ADAPTER without text', async () => {
  const { made, backend, result } = open({ success: true, type: 'AGREE' })
  expect(await result).toEqual({
    success: true,
    type: 'AGREE',
    templates: { T1: 'AGREE' },
    subscriptionIds: { T1: 'sub' },
    fresh: true,
  })
  expect(made).toEqual([
    {
      target: expect.any(Element),
      props: { appId: 'APP', authCode: 'code-2', templateIds: ['T1'], callback: expect.any(Function) },
    },
  ])
  expect(backend.posted('/authorizations')).toEqual([expect.objectContaining({ authCode: 'code-1' })])
  const [posted] = backend.posted('/subscriptions') as { authCode: string; consent: object }[]
  expect(posted).toMatchObject({ authCode: 'code-3', consent: { surface: 'ADAPTER' } })
  expect(posted?.consent).not.toHaveProperty('text')
})

it('REJECT is a result and is posted', async () => {
  const { backend, result } = open({ success: true, type: 'REJECT' })
  expect(await result).toMatchObject({ success: true, type: 'REJECT', templates: { T1: 'REJECT' } })
  expect(backend.posted('/subscriptions')).toHaveLength(1)
})

it.each(['CANCELLED', 'NETWORK', 'INVALID_TEMPLATE_CODE', 'NEW_CODE_OF_THEIRS'])(
  '%s stays that code and nothing is posted',
  async (errorCode) => {
    jest.spyOn(console, 'error').mockImplementation()
    const { backend, result } = open({ success: false, errorCode })
    expect(await result).toMatchObject({ success: false, errorCode })
    expect(backend.posted('/subscriptions')).toEqual([])
  },
)

it('leaves nothing on the page, whatever the answer was', async () => {
  const { result } = open({ success: true, type: 'REJECT' })
  await result
  expect(document.body.textContent).toBe('')
})

it('destroyed while open: CANCELLED, and the official panel goes', async () => {
  const { subscribeMsg, result } = open(undefined)
  await settle()
  expect(document.body.textContent).toBe('the official panel')
  subscribeMsg.destroy()
  expect(await result).toMatchObject({ success: false, errorCode: 'CANCELLED' })
  expect(document.body.textContent).toBe('')
})

it('destroyed while its code is asked for: a code that comes later opens nothing', async () => {
  const bridge = grantingBridge()
  const give = bridge.getAuthCode!.bind(bridge)
  const late: (() => void)[] = []
  let calls = 0
  bridge.getAuthCode = (call) => {
    calls += 1
    if (calls === 1) give(call)
    else late.push(() => give(call))
  }
  const { asked, subscribeMsg, result } = open(undefined, { bridge })
  await settle()
  subscribeMsg.destroy()
  expect(await result).toMatchObject({ errorCode: 'CANCELLED' })
  late.forEach((arrive) => arrive())
  await settle()
  expect([late.length, asked(), document.body.textContent]).toEqual([1, 0, ''])
})

it('if its code is refused: AUTH_DENIED, and it is not opened', async () => {
  const bridge = grantingBridge()
  const give = bridge.getAuthCode!.bind(bridge)
  let calls = 0
  bridge.getAuthCode = (call) => {
    calls += 1
    if (calls === 2) call.fail?.({ error: 11 })
    else give(call)
  }
  const { asked, result } = open(undefined, { bridge })
  expect(await result).toMatchObject({ success: false, errorCode: 'AUTH_DENIED' })
  expect(asked()).toBe(0)
})

it('withdrawing opens our panel: the official one can only ask', async () => {
  const backend = fakeBackend()
  const fetchOurs = globalThis.fetch
  globalThis.fetch = (url, init) =>
    (url as string).endsWith('/authorizations')
      ? Promise.resolve({
          status: 200,
          headers: { get: () => null },
          text: () =>
            Promise.resolve(
              JSON.stringify({
                sessionToken: 't',
                subject: 's',
                subscriptions: [
                  { subscriptionId: 'sub', templateCode: 'T1', type: 'AGREE', needs: 'NOTHING' },
                ],
              }),
            ),
        } as unknown as Response)
      : fetchOurs(url, init)
  const official = officialClass()
  const subscribeMsg = new SubscribeMsg({
    props: { ...props, manage: true, bridge: grantingBridge(), panel: officialPanel(official.Official) },
  })
  const result = subscribeMsg.requestSubscribeMessage()
  await settle()
  const layer = document.querySelector('.mini-message-panel')!
  const stop = [...layer.shadowRoot!.querySelectorAll('button')].find(
    ({ textContent }) => textContent === 'Stop',
  )
  stop!.click()
  expect(await result).toMatchObject({ success: true, type: 'REJECT' })
  expect(official.asked()).toBe(0)
  expect(backend.posted('/subscriptions')).toEqual([
    expect.objectContaining({ consent: expect.objectContaining({ surface: 'BUILTIN' }) }),
  ])
})
