// A shop on Express 5 with the merchant server mounted under /mini-message. Settings: those of the merchant
// server, from the environment or from .env in the folder where it starts.
import express from 'express'
import { pinoLog, readConfig, startServer } from 'mini-message-server'

const merchant = await startServer(readConfig(), pinoLog('info'))
const shop = express()
// Before anything that reads bodies: the merchant server reads its own.
shop.use('/mini-message', merchant.app.routing)
shop.use(express.json())
shop.post('/orders', (request, response) => response.status(201).json({ ordered: request.body.dish }))

const server = shop.listen(Number(process.env.SHOP_PORT ?? 3000), '127.0.0.1', () => {
  console.log(`the shop listens on http://127.0.0.1:${server.address().port}`)
})
process.once('SIGTERM', () => {
  server.close(() => void merchant.close())
})
