import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { templateCode, withMerchant } from '../support/merchant.js'

const merchant = withMerchant()

test('it is mounted in a merchant’s own http server, under a path of its choice', async () => {
  const server = createServer((request, response) => {
    if (!request.url?.startsWith('/messages-api/')) return void response.end('the shop')
    request.url = request.url.slice('/messages-api'.length)
    merchant().app.routing(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const query = `appId=P0000000000000010001&customerBelongsTo=ALIPAY_CN&templateCodes=${templateCode}`
  expect(await (await fetch(`${url}/messages-api/templates?${query}`)).json()).toMatchObject({
    templates: [{ templateCode }],
  })
  expect(await (await fetch(`${url}/`)).text()).toBe('the shop')
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})
