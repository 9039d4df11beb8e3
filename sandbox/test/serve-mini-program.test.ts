import { serveMiniProgram } from '../src/serve-mini-program.js'

test('the simulator serves the folder with the sandbox’s my, and the phone shows the program alone', async () => {
  const close = jest.fn(() => Promise.resolve())
  const serve = jest.fn(() => Promise.resolve({ url: 'http://127.0.0.1:9/', close }))
  const served = await serveMiniProgram('./shop', 'http://127.0.0.1:8787', () => Promise.resolve({ serve }))
  expect(serve).toHaveBeenCalledWith({
    folder: './shop',
    port: 0,
    myScript: 'http://127.0.0.1:8787/superapp/hylid-bridge/index.js',
  })
  expect(served.url).toBe('http://127.0.0.1:9/program.html')
  await served.close()
  expect(close).toHaveBeenCalledTimes(1)
})
