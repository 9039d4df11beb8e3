import { readOwnAddress } from '../../src/superapp/own-address.js'
import { testSandbox } from '../support/test-sandbox.js'

const read = (text: string) => readOwnAddress(text, '127.0.0.1:8787')

test.each([
  ['http://127.0.0.1:5173/shop?a=1', 'http://127.0.0.1:5173/shop?a=1'],
  ['https://localhost:5173/', 'https://localhost:5173/'],
  [' localhost:5173 ', 'http://localhost:5173/'],
])('%s is opened as %s', (typed, url) => {
  expect(read(typed)).toBe(url)
})

test.each([
  ['nothing at all', '', 'is not an address'],
  ['another machine', 'http://shop.example/', '--h5'],
  ['a name that only begins like ours', 'http://localhost.evil.example/', '--h5'],
  ['another scheme', 'file:///etc/passwd', '--h5'],
  ['a script', 'javascript:alert(1)', 'is not an address'],
  ['the sandbox itself', 'http://127.0.0.1:8787/', 'the sandbox itself'],
  ['the sandbox under its other name', 'localhost:8787', 'the sandbox itself'],
])('%s is refused, with what to do', (_what, typed, words) => {
  expect(() => read(typed)).toThrow(words)
})

test('the program that was put on the phone is in the session, and stays there after a reset', async () => {
  const { app, sandbox } = testSandbox()
  const put = (url: string) => app.inject({ method: 'PUT', url: '/superapp/own-program', payload: { url } })
  const ownUrl = async () =>
    (await app.inject({ url: '/superapp/session' })).json<{ ownUrl: unknown }>().ownUrl
  expect((await put('http://shop.example/')).json()).toMatchObject({ error: { code: 'INVALID_ADDRESS' } })
  expect(await ownUrl()).toBeNull()
  await put('localhost:5173')
  sandbox.reset()
  expect(await ownUrl()).toBe('http://localhost:5173/')
  await app.inject({ method: 'DELETE', url: '/superapp/own-program' })
  expect(await ownUrl()).toBeNull()
})
