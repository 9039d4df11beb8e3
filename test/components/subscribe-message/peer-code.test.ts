// A page written for `subscribe-msg-mp`, as its README has it: only the import and `configure` are new.
import { configure } from '../../../components/configure'
import { fakeMy, type FakeMy, templateCode } from '../../support/fake-my'
import { harness } from '../harness'

let my: FakeMy
beforeEach(() => {
  my = fakeMy()
  configure({ backendUrl: 'https://shop.example/api' })
})
afterEach(() => configure({ backendUrl: '' }))

interface PeerResult {
  success: boolean
  type?: string
  errorCode?: string
}

/** The sample's page: gets a code, opens by the boolean, and puts it back first thing in its callback. */
async function peerPage() {
  const outcomes: string[] = []
  const mounted = await harness.mount('subscribe-message', {
    requestSubscribeMessage: false,
    appId: 'P0000000000000010001',
    animation: false,
    authCode: '',
    templateIds: [],
    onCallback: ({ success, type }: PeerResult) => {
      void mounted.setProps({ requestSubscribeMessage: false })
      if (!success) outcomes.push('cancel')
      else outcomes.push(type === 'AGREE' ? 'agree' : 'reject')
    },
  })
  let code = 0
  const requestSubscribeMessage = () =>
    mounted.setProps({
      authCode: `peer-code-${++code}`,
      templateIds: [templateCode],
      requestSubscribeMessage: true,
    })
  return { ...mounted, requestSubscribeMessage, outcomes }
}

test('agree, reject and the mask give the peer its three outcomes, time after time', async () => {
  const shop = await peerPage()
  await shop.requestSubscribeMessage()
  await shop.byText('Agree').tap()
  await shop.requestSubscribeMessage()
  await shop.byText('Reject').tap()
  await shop.requestSubscribeMessage()
  await shop.byClass('mini-message-panel__mask').tap()
  await shop.settle()
  expect(shop.outcomes).toEqual(['agree', 'reject', 'cancel'])
  expect(shop.texts()).toEqual([])
})

test("the page's code names the user, and agreeing sends a code of its own", async () => {
  const shop = await peerPage()
  await shop.requestSubscribeMessage()
  await shop.byText('Agree').tap()
  const codes = my.sent.flatMap(({ data }) => (data?.authCode ? [data.authCode] : []))
  expect(codes).toEqual(['peer-code-1', 'code-1'])
})

test('a failure is not a success, and its code says what failed', async () => {
  const results: PeerResult[] = []
  const shop = await peerPage()
  await shop.setProps({ onCallback: (result: PeerResult) => results.push(result) })
  my.override.request = ({ fail }) => fail({ error: 12, errorMessage: 'offline' })
  await shop.requestSubscribeMessage()
  expect(results).toMatchObject([{ success: false, errorCode: 'NETWORK' }])
})
