// The least that a signed route can be: Fastify, one check, one signature. Keys come as JSON on standard input.
import { createPublicKey, createPrivateKey, sign, verify } from 'node:crypto'
import { text } from 'node:stream/consumers'
import Fastify from 'fastify'

const keys = JSON.parse(await text(process.stdin))
const merchant = createPublicKey(keys.merchantPublicKey)
const platform = createPrivateKey(keys.platformPrivateKey)
const app = Fastify()
app.removeAllContentTypeParsers()
app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
app.post('/api/open/*', (request, reply) => {
  const { 'client-id': clientId, 'request-time': requestTime, signature } = request.headers
  const signed = Buffer.from(decodeURIComponent(/signature=(.*)$/.exec(signature)[1]), 'base64')
  const head = `POST ${request.raw.url}\n${clientId}.`
  const whole = Buffer.concat([Buffer.from(`${head}${requestTime}.`), request.body])
  if (!verify('RSA-SHA256', whole, merchant, signed)) return reply.code(401).send('no')
  const body = JSON.stringify({
    result: { resultCode: 'SUCCESS', resultStatus: 'S', resultMessage: 'success' },
  })
  const time = new Date().toISOString()
  const value = sign('RSA-SHA256', Buffer.from(`${head}${time}.${body}`), platform).toString('base64')
  return reply
    .headers({
      'client-id': clientId,
      'response-time': time,
      signature: `algorithm=RSA256, keyVersion=1, signature=${encodeURIComponent(value)}`,
      'content-type': 'application/json; charset=UTF-8',
    })
    .send(body)
})
console.log(await app.listen({ host: '127.0.0.1', port: 0 }))
