import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { apiErrorStatus } from '../../src/contract/errors.js'
import { contractDocument } from '../../src/http/openapi.js'
import { Merchant } from '../support/merchant.js'
import { codesOf, operationsOf, type Document, type Operation } from '../support/told-refusals.js'

let merchant: Merchant
beforeAll(async () => {
  merchant = await Merchant.open()
})
afterAll(() => merchant.close())

test('docs/contract.openapi.json is what the routes say (npm run openapi -w server)', () => {
  const file = readFileSync(join(__dirname, '../../../docs/contract.openapi.json'), 'utf8')
  expect(JSON.parse(file)).toEqual(JSON.parse(JSON.stringify(contractDocument(merchant.app))))
})

test('the contract holds its three routes, and no component that these do not name', () => {
  const { paths, components } = contractDocument(merchant.app) as Document
  expect(Object.keys(paths)).toEqual(['/templates', '/authorizations', '/subscriptions'])
  expect(Object.keys(components.schemas)).toEqual(
    expect.arrayContaining(['ApiError', 'Consent', 'Subscription']),
  )
  expect(Object.keys(components.schemas)).not.toContain('Message')
})

const operations = () => operationsOf(merchant.app)
const bodiesOf = ({ requestBody, responses }: Operation) =>
  [requestBody, ...Object.values(responses)].flatMap((part) => part?.content?.['application/json'] ?? [])

test('every operation of the document has a name of its own, a summary and a tag', () => {
  const names = operations().map(([, { operationId }]) => operationId)
  expect(names).toEqual([...new Set(names)])
  for (const [route, { operationId, summary, tags }] of operations())
    expect([route, operationId, summary, tags]).toEqual([
      ...[route, expect.stringMatching(/^[a-z][A-Za-z]+$/), expect.stringMatching(/./), [expect.anything()]],
    ])
})

test('every operation of merchants stands under /v1 and needs an API key, and no other one does but /metrics', () => {
  const withKey = operations().filter(([, { security }]) => JSON.stringify(security ?? []).includes('apiKey'))
  const others = ['contract', 'operation']
  const ofMerchants = operations().filter(([, { tags = [] }]) => !others.includes(tags[0]!))
  expect(withKey.map(([route]) => route).sort()).toEqual(
    [...ofMerchants.map(([route]) => route), 'GET /metrics'].sort(),
  )
  expect(ofMerchants.map(([route]) => route).filter((route) => !/^[A-Z]+ \/v1\//.test(route))).toEqual([])
})

test('every body and every answer is a component, so that generators can name it', () => {
  const unnamed = operations()
    .filter(([, { tags }]) => !tags?.includes('operation'))
    .filter(([, operation]) => bodiesOf(operation).some(({ schema }) => !('$ref' in schema)))
  expect(unnamed.map(([route]) => route)).toEqual([])
})

test("every body and every answer of a merchant's and of the contract's routes has an example", () => {
  const without = operations()
    .filter(([, { tags = [] }]) => ['merchant', 'contract'].includes(tags[0]!))
    .filter(([, operation]) => bodiesOf(operation).some((body) => !('example' in body || 'examples' in body)))
  expect(without.map(([route]) => route)).toEqual([])
})

test('every refusal is told by the routes that answer it, and no status is told without its codes', () => {
  const told = new Set(operations().flatMap(([, operation]) => codesOf(operation)))
  // It is the answer where there is no route.
  expect([...told.add('NOT_FOUND')].sort()).toEqual(Object.keys(apiErrorStatus).sort())
  for (const [route, { responses }] of operations()) {
    const refusals = Object.entries(responses).filter(([status]) => /^[45]/.test(status))
    for (const [status, { description, content }] of refusals) {
      const codes = Object.keys(content?.['application/json']?.examples ?? {})
      expect([route, status, codes.length > 0]).toEqual([route, status, true])
      expect([route, description]).toEqual([route, expect.stringContaining(codes[0]!)])
    }
  }
})

test('what is posted to webhooks stands in the document: its headers, and a component as its body', () => {
  const { webhooks, components } = JSON.parse(JSON.stringify(merchant.app.swagger())) as Document & {
    webhooks: { event: { post: Operation & { parameters: { name: string; required: boolean }[] } } }
  }
  const { parameters, requestBody } = webhooks.event.post
  expect(parameters.map(({ name, required }) => [name, required])).toEqual([
    ...['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) => [name, true]),
    ['traceparent', false],
  ])
  expect(requestBody?.content['application/json']?.schema).toEqual({ $ref: '#/components/schemas/Event' })
  expect(Object.keys(components.schemas)).toContain('Event')
})

test('the server gives the document to anybody', async () => {
  const { status, body } = await merchant.call({ method: 'GET', url: '/openapi.json' })
  expect(status).toBe(200)
  expect(body).toEqual(JSON.parse(JSON.stringify(merchant.app.swagger())))
})
