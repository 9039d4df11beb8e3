import Type from 'typebox'
import { newId } from '../state/random-ids.js'
import { parseSeed, readSeed } from '../state/read-seed.js'
import { SeedInput } from '../state/seed.js'
import { readUtf8 } from '../read-json.js'
import type { Sandbox } from '../sandbox.js'
import type { TypedApp } from '../typed-app.js'
import { notFound } from './control-error.js'

const tags = ['Seed, reset, snapshots']
const Name = Type.String({ minLength: 1, maxLength: 100, pattern: '^[\\w.-]+$' })
const NameParams = Type.Object({ name: Name })
const Snapshot = Type.Object({ name: Type.String(), takenAt: Type.String() })

/** Where a sandbox starts, and how it comes back there, all while it runs. */
export function registerReset(app: TypedApp, sandbox: Sandbox): void {
  for (const type of ['application/yaml', 'application/x-yaml', 'text/yaml']) {
    app.addContentTypeParser(type, { parseAs: 'buffer' }, (_request, body: Buffer, done) => {
      try {
        done(null, readUtf8(body, 'The seed'))
      } catch (error) {
        done(error as Error)
      }
    })
  }
  app.get(
    '/_sandbox/seed',
    { schema: { tags, summary: 'The seed in force', response: { 200: SeedInput } } },
    () => sandbox.seed,
  )
  app.post(
    '/_sandbox/seed',
    {
      schema: {
        tags,
        summary: 'Starts anew from this seed (application/yaml or application/json)',
        consumes: ['application/json', 'application/yaml'],
        response: { 200: Type.Object({ seeded: Type.Literal(true) }) },
      },
    },
    (request) => {
      sandbox.reset(typeof request.body === 'string' ? parseSeed(request.body) : readSeed(request.body))
      return { seeded: true as const }
    },
  )
  app.post(
    '/_sandbox/reset',
    {
      schema: {
        tags,
        summary: 'Back to the seed; the keys stay',
        response: { 200: Type.Object({ reset: Type.Literal(true) }) },
      },
    },
    () => {
      sandbox.reset()
      return { reset: true as const }
    },
  )
  registerSnapshots(app, sandbox)
}

function registerSnapshots(app: TypedApp, sandbox: Sandbox): void {
  const notThere = (name: string): Error => notFound(`snapshot ${name}`)
  app.get(
    '/_sandbox/snapshots',
    {
      schema: {
        tags,
        summary: 'Snapshots of this run',
        response: { 200: Type.Object({ snapshots: Type.Array(Snapshot) }) },
      },
    },
    () => ({ snapshots: sandbox.snapshots.list() }),
  )
  app.post(
    '/_sandbox/snapshots',
    {
      schema: {
        tags,
        summary: 'Puts the whole state aside: users, tokens, messages, settings, clock',
        body: Type.Object({ name: Type.Optional(Name) }, { additionalProperties: false }),
        response: { 201: Snapshot },
      },
    },
    (request, reply) => {
      reply.code(201)
      return sandbox.snapshot(request.body.name ?? newId())
    },
  )
  app.post(
    '/_sandbox/snapshots/:name/restore',
    {
      schema: {
        tags,
        summary: 'Goes back to a snapshot, as often as you like',
        params: NameParams,
        response: { 200: Type.Object({ restored: Type.Literal(true), name: Type.String() }) },
      },
    },
    (request) => {
      const { name } = request.params
      if (!sandbox.restore(name)) throw notThere(name)
      return { restored: true as const, name }
    },
  )
  app.delete(
    '/_sandbox/snapshots/:name',
    { schema: { tags, summary: 'Forgets a snapshot', params: NameParams, response: { 204: Type.Null() } } },
    (request, reply) => {
      if (!sandbox.snapshots.remove(request.params.name)) throw notThere(request.params.name)
      void reply.code(204).send(null)
    },
  )
}
