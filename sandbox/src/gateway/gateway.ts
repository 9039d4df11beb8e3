import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Sandbox } from '../sandbox.js'
import { answerRequest, refuseRequest, type SignedAnswer } from './answer.js'
import { gatewayPrefix } from './handle-request.js'
import type { IncomingRequest } from './incoming-request.js'
import { GatewayRefusal } from './refusal.js'

/** AIMPDP's OpenAPI under /api/open: every path is ours, and every answer is HTTP 200 with a signed result. */
export function registerGateway(app: FastifyInstance, sandbox: Sandbox): void {
  app.register((gateway, _options, done) => {
    // The signature covers the bytes as sent, so nothing may parse them first.
    gateway.removeAllContentTypeParsers()
    gateway.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, parsed) => {
      parsed(null, body)
    })
    gateway.setErrorHandler((error: Error, request, reply) => {
      const refusal = new GatewayRefusal('PARAM_ILLEGAL', `The request could not be read: ${error.message}`)
      return send(reply, refuseRequest(incoming(request), sandbox, refusal))
    })
    gateway.all(`${gatewayPrefix}/*`, (request, reply) =>
      send(reply, answerRequest(incoming(request), sandbox)),
    )
    done()
  })
}

const send = (reply: FastifyReply, { headers, body }: SignedAnswer): FastifyReply =>
  reply.code(200).headers(headers).send(body)

function incoming(request: FastifyRequest): IncomingRequest {
  const header = (name: string): string | undefined => {
    const value = request.headers[name]
    return Array.isArray(value) ? value.join(',') : value
  }
  return {
    method: request.method,
    uri: request.raw.url ?? '',
    clientId: header('client-id'),
    requestTime: header('request-time'),
    signature: header('signature'),
    contentType: header('content-type'),
    body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
  }
}
