import type { KeyObject } from 'node:crypto'
import { Type } from '@fastify/type-provider-typebox'
import { generatePair } from '../keys/key-pairs.js'
import { readPublicKey } from '../keys/read-public-key.js'
import type { Sandbox } from '../sandbox.js'
import type { Client } from '../state/merchant.js'
import type { Settings } from '../state/settings.js'
import type { TypedApp } from '../typed-app.js'
import { ControlError, notFound } from './control-error.js'

const tags = ['Keys']
const Key = Type.Object({ keyVersion: Type.Integer(), publicKey: Type.String({ description: 'PEM, SPKI.' }) })

/** The key exchange: merchants' public keys by version, and the platform's. */
export function registerKeys(app: TypedApp, sandbox: Sandbox): void {
  app.get(
    '/_sandbox/keys',
    {
      schema: {
        tags,
        summary: 'All public keys',
        response: {
          200: Type.Object({
            merchants: Type.Array(Type.Object({ clientId: Type.String(), keys: Type.Array(Key) })),
            platform: Type.Array(Key),
          }),
        },
      },
    },
    () => ({
      merchants: [...sandbox.state.clients.values()].map(({ clientId, keys }) => ({
        clientId,
        keys: [...keys].map(([version, key]) => ({
          keyVersion: Number(version),
          publicKey: key.export({ format: 'pem', type: 'spki' }).toString(),
        })),
      })),
      platform: sandbox.state.platformKeys
        .list()
        .map(({ keyVersion, publicKey }) => ({ keyVersion, publicKey })),
    }),
  )
  app.post(
    '/_sandbox/keys',
    {
      schema: {
        tags,
        summary: 'Uploads a merchant’s public key, PEM or bare Base64, as its next version',
        body: Type.Object(
          { clientId: Type.Optional(Type.String()), publicKey: Type.String() },
          { additionalProperties: false },
        ),
        response: { 201: Type.Object({ clientId: Type.String(), keyVersion: Type.Integer() }) },
      },
    },
    (request, reply) => {
      const { keys, clientId } = findClient(sandbox, request.body.clientId)
      const key = readPublicKey(request.body.publicKey)
      if (!key)
        throw new ControlError(400, 'INVALID_REQUEST', 'publicKey must be an RSA public key, PEM or Base64.')
      requireLength(key, sandbox.state.settings)
      const keyVersion = Math.max(0, ...[...keys.keys()].map(Number)) + 1
      keys.set(String(keyVersion), key)
      reply.code(201)
      return { clientId, keyVersion }
    },
  )
  app.delete(
    '/_sandbox/keys/:keyVersion',
    {
      schema: {
        tags,
        summary: 'Withdraws a version of a merchant’s key',
        params: Type.Object({ keyVersion: Type.String() }),
        querystring: Type.Object({ clientId: Type.Optional(Type.String()) }, { additionalProperties: false }),
        response: { 204: Type.Null() },
      },
    },
    (request, reply) => {
      const { keys } = findClient(sandbox, request.query.clientId)
      if (!keys.delete(request.params.keyVersion)) throw notFound(`key version ${request.params.keyVersion}`)
      void reply.code(204).send(null)
    },
  )
  app.post(
    '/_sandbox/keys/platform/rotate',
    { schema: { tags, summary: 'The platform signs with a new key from now on', response: { 200: Key } } },
    async () => {
      const { keyVersion, publicKey } = sandbox.state.platformKeys.add(await generatePair())
      return { keyVersion, publicKey }
    },
  )
}

function requireLength({ asymmetricKeyDetails }: KeyObject, { minimumKeyBits }: Settings): void {
  const bits = asymmetricKeyDetails?.modulusLength ?? 0
  if (bits >= minimumKeyBits) return
  const message = `publicKey has ${bits} bits; at least ${minimumKeyBits} are needed.`
  throw new ControlError(400, 'INVALID_REQUEST', message)
}

function findClient({ state, miniProgram }: Sandbox, clientId = miniProgram.clientId): Client {
  const client = state.clients.get(clientId)
  if (!client) throw notFound(`merchant ${clientId}`)
  return client
}
