import { createServer, type AddressInfo } from 'node:net'
import { takePorts } from '../../scripts/start/ports.mjs'

test('a port in use is reported in one line, with the option that changes it', async () => {
  const holder = createServer()
  const port = await new Promise<number>((resolve) =>
    holder.listen(0, '127.0.0.1', () => resolve((holder.address() as AddressInfo).port)),
  )
  const refused = await takePorts(port).catch((error: unknown) => (error as Error).message)
  holder.close()
  expect(refused).toMatch(new RegExp(`^port ${port} is taken.*--port`))
  expect(refused).not.toContain('\n')
})

test('port 0 takes three different free ports', async () => {
  const { sandbox, server, shop } = await takePorts(0)
  expect(new Set([sandbox, server, shop]).size).toBe(3)
})
