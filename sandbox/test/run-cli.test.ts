import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { explainStartFailure, runCli } from '../src/run-cli.js'

const argv = (...options: string[]) => ['node', 'mini-message-sandbox', ...options]

test('the command line starts a sandbox that gives its own address', async () => {
  const sandbox = await runCli(argv('--port', '0', '--h5', 'http://127.0.0.1:9/'))
  const credentials = await (await fetch(`${sandbox.url}/_sandbox/credentials`)).json()
  expect(credentials).toEqual(sandbox.credentials)
  expect(sandbox.gatewayUrl).toBe(`${sandbox.url}/api/open`)
  await sandbox.stop()
})

test('a taken port is named with the option that changes it', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((listening) => server.once('listening', listening))
  const { port } = server.address() as AddressInfo
  const failure: unknown = await runCli(argv('--port', String(port))).catch((error: unknown) => error)
  server.close()
  expect(explainStartFailure(failure)).toBe(
    `Port ${port} is taken: stop what uses it, or choose another with --port.`,
  )
})

test('a shop address that is none is named', async () => {
  await expect(runCli(argv('--port', '0', '--h5', 'shop.example'))).rejects.toThrow('"shop.example"')
})
