import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { contractDocument } from '../../src/http/app.js'
import { withMerchant } from '../support/merchant.js'

const merchant = withMerchant()

test('docs/contract.openapi.json is what the routes say (npm run openapi -w server)', () => {
  const file = readFileSync(join(__dirname, '../../../docs/contract.openapi.json'), 'utf8')
  expect(JSON.parse(file)).toEqual(JSON.parse(JSON.stringify(contractDocument(merchant().app))))
})

test('the contract holds its three routes and no other', () => {
  const { paths } = contractDocument(merchant().app) as { paths: object }
  expect(Object.keys(paths)).toEqual(['/templates', '/authorizations', '/subscriptions'])
})

test('the server tells all its routes as OpenAPI 3.1', async () => {
  const { body } = await merchant().call({ method: 'GET', url: '/openapi.json' })
  expect(body).toMatchObject({
    openapi: '3.1.0',
    paths: {
      '/v1/messages': { post: expect.anything() },
      '/v1/messages/{requestId}': { get: expect.anything() },
      '/v1/messages/batch': { post: expect.anything() },
      '/v1/messages/cancel': { post: expect.anything() },
      '/v1/messages/search': { post: expect.anything() },
    },
  })
})
