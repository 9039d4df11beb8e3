// The merchant's own backend in the demo: serves the H5 shop, takes orders of both shops, and asks
// mini-message-server to tell the customer when the kitchen is done. It never sees an auth code or a token.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import cors from '@fastify/cors'
import Fastify from 'fastify'
import { createOrders } from './orders.mjs'

const root = join(import.meta.dirname, '..', '..')
const { HOST = '127.0.0.1', PORT = '8789', BACKEND_URL, BRIDGE_URL, API_KEY, TEMPLATE_CODE } = process.env
/** Pages that may order, besides the H5 shop: the DSL shop where it runs in a browser. */
const { ALLOWED_ORIGINS = '' } = process.env
const missing = Object.entries({ BACKEND_URL, BRIDGE_URL, API_KEY, TEMPLATE_CODE }).filter(
  ([, value]) => !value,
)
if (missing.length > 0) {
  console.error(`shop: set ${missing.map(([name]) => name).join(', ')} in the environment`)
  process.exit(1)
}

const app = Fastify({ bodyLimit: 16_384 })
await app.register(cors, { origin: ALLOWED_ORIGINS.split(',') })
const orders = createOrders({ backendUrl: BACKEND_URL, apiKey: API_KEY, templateCode: TEMPLATE_CODE })

const types = {
  html: 'text/html; charset=utf-8',
  css: 'text/css',
  js: 'text/javascript',
  svg: 'image/svg+xml',
}
const pages = {
  '/shop.css': 'demo/h5/shop.css',
  '/shop.js': 'demo/h5/shop.js',
  '/texts.js': 'demo/h5/texts.js',
  '/logo.svg': 'demo/mini-program/logo.svg',
  '/subscribe-message.min.js': 'dist/h5/subscribe-message.min.js',
}
for (const [path, file] of Object.entries(pages)) {
  app.get(path, async (_request, reply) =>
    reply.type(types[path.split('.').pop()]).send(await readFile(join(root, file))),
  )
}
app.get('/', async (_request, reply) => {
  const page = await readFile(join(root, 'demo/h5/index.html'), 'utf8')
  return reply
    .type(types.html)
    .send(page.replace('{{bridgeUrl}}', BRIDGE_URL).replace('{{backendUrl}}', BACKEND_URL))
})
app.get('/config.json', () => ({ templateIds: [TEMPLATE_CODE] }))
app.get('/healthz', () => ({ status: 'ok' }))

const orderBody = {
  type: 'object',
  required: ['item'],
  properties: {
    item: { type: 'string', maxLength: 32 },
    subscriptionIds: {
      type: 'object',
      maxProperties: 10,
      additionalProperties: { type: 'string', maxLength: 128 },
    },
  },
}
app.post('/orders', { schema: { body: orderBody } }, async (request, reply) =>
  reply.code(201).send(orders.place(request.body)),
)
app.get('/orders/:orderNo', async (request, reply) => {
  const order = orders.find(request.params.orderNo)
  return order ?? reply.code(404).send({ error: { code: 'ORDER_NOT_FOUND', message: 'No such order.' } })
})

try {
  await app.listen({ host: HOST, port: Number(PORT) })
  console.log(`shop: http://${HOST}:${PORT}/`)
} catch (error) {
  console.error(error.code === 'EADDRINUSE' ? `shop: port ${PORT} is taken; set PORT to a free one` : error)
  process.exit(1)
}
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, async () => {
    await orders.close()
    await app.close()
    process.exit(0)
  })
}
