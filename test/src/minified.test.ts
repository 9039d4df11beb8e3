// What the minified builds do: they define __DEV__ as false.
import { agree, createWorld, options } from './support'

async function openMinified(change: object, setup = {}) {
  Object.assign(globalThis, { __DEV__: false })
  jest.resetModules()
  const { createSubscribeFlow } = await import('../../src/flow/subscribe-flow')
  const world = createWorld({ person: agree, ...setup })
  const result = await createSubscribeFlow(world.host).open({ ...options, ...change })
  return { world, result }
}

afterEach(() => void Reflect.deleteProperty(globalThis, '__DEV__'))

it('a wrong prop is one line: the code, where the error page is, and the prop', async () => {
  const { world, result } = await openMinified({ backendUrl: '' })
  expect(world.warnings).toEqual(['INVALID_CONFIG (docs/errors.md): backendUrl'])
  expect(result).toMatchObject({ success: false, errorCode: 'INVALID_CONFIG' })
})

it('a missing JSAPI is one line', async () => {
  const { world } = await openMinified({}, { bridge: {} })
  expect(world.warnings).toEqual([
    expect.stringMatching(/^UNAVAILABLE \(docs\/errors\.md\): .*my\.getAuthCode/),
  ])
})

it('doubts are not reported', async () => {
  const { world, result } = await openMinified(
    { backendUrl: 'http://shop.example', scopes: ['auth_base'] },
    { host: { isPageLoading: () => true } },
  )
  expect(result).toMatchObject({ success: true })
  expect(world.warnings).toEqual([])
})

it("what is nobody's mistake is not reported", async () => {
  const { world, result } = await openMinified({}, { backend: () => 'LOST' })
  expect(result).toMatchObject({ success: false, errorCode: 'NETWORK' })
  expect(world.warnings).toEqual([])
})
