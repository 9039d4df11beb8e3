import { Type } from '@fastify/type-provider-typebox'
import type { Sandbox } from '../sandbox.js'
import type { TypedApp } from '../typed-app.js'
import { readOwnAddress } from './own-address.js'

const OwnProgram = Type.Object({ url: Type.String({ maxLength: 2000 }) }, { additionalProperties: false })

/** The program that a person puts on the phone by typing its address, and takes off again. */
export function registerOwnProgram(app: TypedApp, sandbox: Sandbox): void {
  app.put('/superapp/own-program', { schema: { body: OwnProgram } }, (request) => {
    sandbox.ownUrl = readOwnAddress(request.body.url, request.host)
    return { url: sandbox.ownUrl }
  })
  app.delete('/superapp/own-program', (_request, reply) => {
    sandbox.ownUrl = undefined
    return reply.code(204).send()
  })
}
