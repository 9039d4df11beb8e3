import { Type } from '@fastify/type-provider-typebox'
import { Fault, FaultSpec } from '../faults/fault.js'
import type { Sandbox } from '../sandbox.js'
import type { TypedApp } from '../typed-app.js'
import { notFound } from './control-error.js'

const tags = ['Faults']

/** What is to go wrong at the gateway. A reset forgets all of it. */
export function registerFaults(app: TypedApp, sandbox: Sandbox): void {
  app.get(
    '/_sandbox/faults',
    {
      schema: {
        tags,
        summary: 'Faults in force, in the order in which they were set',
        response: { 200: Type.Object({ faults: Type.Array(Fault) }) },
      },
    },
    () => ({ faults: sandbox.state.faults.list() }),
  )
  app.post(
    '/_sandbox/faults',
    { schema: { tags, summary: 'Sets a fault', body: FaultSpec, response: { 201: Fault } } },
    (request, reply) => {
      reply.code(201)
      return sandbox.state.faults.add(request.body)
    },
  )
  app.delete(
    '/_sandbox/faults',
    { schema: { tags, summary: 'Takes all faults back', response: { 204: Type.Null() } } },
    (_request, reply) => {
      sandbox.state.faults.clear()
      void reply.code(204).send(null)
    },
  )
  app.delete(
    '/_sandbox/faults/:faultId',
    {
      schema: {
        tags,
        summary: 'Takes one fault back',
        params: Type.Object({ faultId: Type.String() }),
        response: { 204: Type.Null() },
      },
    },
    (request, reply) => {
      if (!sandbox.state.faults.remove(request.params.faultId))
        throw notFound(`fault ${request.params.faultId}`)
      void reply.code(204).send(null)
    },
  )
}
