import Type from 'typebox'
import type { Sandbox } from '../sandbox.js'
import type { TypedApp } from '../typed-app.js'
import { ownOrigin } from '../security/guard.js'
import { ControlError, notFound } from './control-error.js'
import { Credentials, credentialsOf } from './credentials.js'
import { snippetFactsOf, snippets } from '../snippets/all.js'
import { languages } from '../snippets/snippet.js'
import type { KeyObject } from 'node:crypto'
import { generatePair, readPublicKey } from '../keys/key-pairs.js'
import type { Client } from '../state/state.js'
import type { Settings } from '../state/settings.js'

const startTags = ['Start here']

export function registerBasics(app: TypedApp, sandbox: Sandbox): void {
  app.get(
    '/_sandbox/healthz',
    {
      schema: {
        tags: startTags,
        summary: 'Answers when ready',
        response: { 200: Type.Object({ status: Type.Literal('ok') }) },
      },
    },
    () => ({ status: 'ok' as const }),
  )
  app.get(
    '/_sandbox/credentials',
    {
      schema: {
        tags: startTags,
        summary:
          'What a backend needs; the private key is a throw-away one and leaves this machine to nobody',
        querystring: Type.Object({ appId: Type.Optional(Type.String()) }, { additionalProperties: false }),
        response: { 200: Credentials },
      },
    },
    (request) => credentialsOf(sandbox, ownOrigin(request), request.query.appId),
  )
  app.get(
    '/_sandbox/ca.pem',
    {
      schema: {
        tags: startTags,
        summary: 'With --https: the certificate of the CA that clients have to trust',
        response: {
          200: { description: 'PEM', content: { 'application/x-pem-file': { schema: Type.String() } } },
        },
      },
    },
    (_request, reply) => {
      if (sandbox.caCertificate === undefined) {
        throw new ControlError(
          404,
          'NOT_FOUND',
          'This sandbox speaks http and has no CA: start it with --https.',
        )
      }
      void reply.type('application/x-pem-file')
      return sandbox.caCertificate
    },
  )
}

const Snippet = Type.Object({
  language: Type.Enum([...languages]),
  fileName: Type.String(),
  run: Type.String({
    description:
      'The command that runs it; key.pem holds the merchant’s private key, ca.pem the CA with https.',
  }),
  code: Type.String(),
})

/** "Connect your own backend": a program that exchanges a code and sends a message, without the key in it. */
export function registerSnippets(app: TypedApp, sandbox: Sandbox): void {
  app.get(
    '/_sandbox/snippets',
    {
      schema: {
        tags: startTags,
        summary:
          'A program in curl and openssl, Node, Java, Python, PHP and Go: exchanges a code, sends a message',
        querystring: Type.Object(
          {
            appId: Type.Optional(Type.String()),
            templateCode: Type.Optional(Type.String({ description: 'Default: the first that is approved.' })),
          },
          { additionalProperties: false },
        ),
        response: { 200: Type.Object({ snippets: Type.Array(Snippet) }) },
      },
    },
    (request) => {
      const { appId, templateCode } = request.query
      const credentials = credentialsOf(sandbox, ownOrigin(request), appId)
      if (templateCode !== undefined) {
        const approved = sandbox.state.templates.applied().filter(({ status }) => status === 'APPROVED')
        if (!approved.some((one) => one.appId === credentials.appId && one.templateCode === templateCode)) {
          throw notFound(`approved template ${templateCode} of ${credentials.appId}`)
        }
        credentials.templateCode = templateCode
      }
      return { snippets: snippets(snippetFactsOf(sandbox, credentials)) }
    },
  )
}

const keyTags = ['Keys']
const Key = Type.Object({ keyVersion: Type.Integer(), publicKey: Type.String({ description: 'PEM, SPKI.' }) })

/** The key exchange: merchants' public keys by version, and the platform's. */
export function registerKeys(app: TypedApp, sandbox: Sandbox): void {
  app.get(
    '/_sandbox/keys',
    {
      schema: {
        tags: keyTags,
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
        tags: keyTags,
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
        tags: keyTags,
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
    {
      schema: {
        tags: keyTags,
        summary: 'The platform signs with a new key from now on',
        response: { 200: Key },
      },
    },
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
