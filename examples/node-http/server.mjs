// A shop on Node's own http with the merchant server mounted under /mini-message. Settings: those of the merchant
// server, from the environment or from .env in the folder where it starts.
import { createServer } from 'node:http'
import { pinoLog, readConfig, startServer } from 'mini-message-server'

const mountedAt = '/mini-message'
const merchant = await startServer(readConfig(), pinoLog('info'))

const server = createServer((request, response) => {
  if (request.url.startsWith(`${mountedAt}/`)) {
    request.url = request.url.slice(mountedAt.length)
    merchant.app.routing(request, response)
    return
  }
  response.writeHead(201, { 'content-type': 'application/json' }).end('{"ordered":"chicken rice"}')
})
server.listen(Number(process.env.SHOP_PORT ?? 3000), '127.0.0.1', () => {
  console.log(`the shop listens on http://127.0.0.1:${server.address().port}`)
})
process.once('SIGTERM', () => {
  server.close(() => void merchant.close())
})
