// Whole pages with templates of their own. Only on mini-program-simulator: miniprogram-simulate knows neither
// Alipay's pages nor slot-scope.
import { createHarness, type Harness } from '../../../simulator/src/harness/index.js'
import { fakeMy, type FakeMy, templateCode } from '../../support/fake-my'

// The first one compiles the program.
jest.setTimeout(30_000)

let my: FakeMy
let harness: Harness
beforeEach(() => {
  my = fakeMy()
  harness = createHarness({ my: false, load: (file) => import(file) })
})
afterEach(() => harness.dispose())

async function open(page: string) {
  const program = await harness.launch('test/components/pages/program', { page })
  const screen = () => program.screen()
  const subscribe = () => screen().byText('subscribe').tap()
  const told = () => screen().byClass('told').text
  return { screen, subscribe, told }
}

test("a page that was written for subscribe-msg-mp gets the peer's three outcomes from our component", async () => {
  const { screen, subscribe, told } = await open('pages/peer/peer')
  await subscribe()
  await screen().byText('Agree').tap()
  expect(told()).toBe('agreed')
  await subscribe()
  await screen().byText('Reject').tap()
  expect(told()).toBe('rejected')
  await subscribe()
  await screen().byClass('mini-message-panel__mask').tap()
  expect(told()).toBe('cancelled')
  expect(my.posted.map(({ answers }) => answers)).toEqual([
    [{ templateCode, type: 'AGREE' }],
    [{ templateCode, type: 'REJECT' }],
  ])
})

test('the official tag in our slot asks with its own code, and its answer is ours', async () => {
  const { screen, subscribe, told } = await open('pages/official/official')
  await subscribe()
  expect(screen().byClass('code').text).toBe(`P0000000000000010001 code-2 ${templateCode}`)
  await screen().byText('official agree').tap()
  expect(told()).toBe('AGREE')
  expect(my.posted).toMatchObject([{ authCode: 'code-3', consent: { surface: 'ADAPTER' } }])
  expect(screen().texts()).not.toContain('official agree')
})

test('closing the official tag cancels, and it opens again', async () => {
  const { screen, subscribe, told } = await open('pages/official/official')
  await subscribe()
  await screen().byText('official cancel').tap()
  expect(told()).toBe('CANCELLED')
  await subscribe()
  await screen().byText('official agree').tap()
  expect(told()).toBe('AGREE')
})

test('a page opens its tag by a call, and its event names the tag and its data', async () => {
  const { screen, subscribe, told } = await open('pages/request/request')
  await subscribe()
  await screen().byText('Agree').tap()
  expect(told()).toBe('AGREE')
  expect(screen().byClass('source').text).toBe('result {"id":"bell","dataset":{"itemId":7}}')
})

test('a call in onLoad waits until the tag has mounted', async () => {
  const { screen, told } = await open('pages/request/request?now=1')
  await screen().byText('Reject').tap()
  expect(told()).toBe('REJECT')
})

test('the tag of the page below is not opened from a page without one', async () => {
  jest.spyOn(console, 'warn').mockImplementation(() => undefined)
  const program = await harness.launch('test/components/pages/program', { page: 'pages/request/request' })
  program.router.navigateTo('/pages/empty/empty')
  await harness.flush()
  jest.useFakeTimers()
  await program.screen().byText('subscribe').tap()
  jest.advanceTimersByTime(3000)
  await harness.flush()
  jest.useRealTimers()
  expect(program.screen().byClass('told').text).toBe('UNAVAILABLE')
  expect(my.requests).toEqual([])
  program.router.navigateBack(1)
  await harness.flush()
  await program.screen().byText('subscribe').tap()
  expect(program.screen().texts()).toContain('Agree')
})
