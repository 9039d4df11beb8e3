// What the minified builds do: they define __DEV__ as false.
import { createSubscribeFlow } from '../../src/subscribe-flow'
import { agree, createWorld, options } from './support'

const setDev = (isDev: boolean) => void Object.assign(globalThis, { __DEV__: isDev })
beforeEach(() => setDev(false))
afterEach(() => setDev(true))

async function openMinified(change: object, setup = {}) {
  const world = createWorld({ person: agree, ...setup })
  const result = await createSubscribeFlow(world.host).open({ ...options, ...change })
  return { world, result }
}

it('a wrong prop is one line: the code, where the error page is, and the prop', async () => {
  const { world, result } = await openMinified({ backendUrl: '' })
  expect(world.warnings).toEqual([
    expect.stringMatching(/^INVALID_CONFIG \(docs\/errors\.md\): The prop backendUrl is missing or wrong\.$/),
  ])
  expect(result).toMatchObject({ success: false, errorCode: 'INVALID_CONFIG' })
})

it('a missing JSAPI is one line', async () => {
  const { world } = await openMinified({}, { bridge: {} })
  expect(world.warnings).toEqual([
    expect.stringMatching(/^UNAVAILABLE \(docs\/errors\.md\): .*my\.getAuthCode/),
  ])
})

it('nothing is warned about', async () => {
  const { world, result } = await openMinified(
    { backendUrl: 'http://shop.example', scopes: ['auth_base'] },
    { host: { isPageLoading: () => true } },
  )
  expect(result).toMatchObject({ success: true })
  expect(world.warnings).toEqual([])
})

it('an error that no developer can put right is not in the console', async () => {
  const { world, result } = await openMinified({}, { backend: () => 'LOST' })
  expect(result).toMatchObject({ success: false, errorCode: 'NETWORK' })
  expect(world.warnings).toEqual([])
})
