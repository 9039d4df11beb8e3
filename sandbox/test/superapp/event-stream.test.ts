import { startSandbox } from '../../src/index.js'

test('an open page is told of a reset, and stopping does not wait for it', async () => {
  const sandbox = await startSandbox()
  const response = await fetch(`${sandbox.url}/superapp/events`)
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()
  expect((await reader.read()).value).toBe(': connected\n\n')
  sandbox.reset()
  expect((await reader.read()).value).toBe('data: {"type":"reset"}\n\n')
  await sandbox.stop()
  expect((await reader.read()).done).toBe(true)
})
