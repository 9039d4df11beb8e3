import { generateKeyPairSync } from 'node:crypto'
import { wireSettings } from '../../../src/state/settings/wire-settings.js'
import { headersFor, signedRequest, type MerchantRequest } from '../../support/merchant.js'
import { isComplete, probed, type Probe } from '../../support/setting-probe.js'
import { authCode, exchange } from '../../support/shop.js'
import { clientId, startTime, type TestSandbox } from '../../support/test-sandbox.js'

const path = '/v2/authorizations/applyToken'

const good = ({ sandbox }: TestSandbox, more: object = {}, at = startTime): MerchantRequest =>
  signedRequest(path, exchange(authCode(sandbox), { ...more }), at)
const inject = ({ app }: TestSandbox, { uri, body, headers }: MerchantRequest) =>
  app.inject({ method: 'POST', url: uri, payload: body, headers })
const code = async (world: TestSandbox, request: MerchantRequest): Promise<string> =>
  (await inject(world, request)).json().result.resultCode
const broken = (world: TestSandbox): MerchantRequest => ({ ...good(world), body: '{}' })
const withHeaders = (request: MerchantRequest, headers: Record<string, string>): MerchantRequest => ({
  ...request,
  headers: { ...request.headers, ...headers },
})

const probes: Record<keyof typeof wireSettings, Probe> = {
  freshnessSeconds: {
    cases: [
      [300, 'SUCCESS'],
      [60, 'TIMESTAMP_INVALID'],
    ],
    see: (world) => code(world, good(world, {}, startTime - 100_000)),
  },
  staleRequestCode: {
    cases: ['TIMESTAMP_INVALID', 'SIGNATURE_INVALID', 'PARAM_ILLEGAL'].map((one) => [one, one]),
    see: (world) => code(world, good(world, {}, startTime - 301_000)),
  },
  requestTimeForms: {
    cases: [
      ['ISO-8601-and-epoch', 'SUCCESS'],
      ['ISO-8601', 'PARAM_ILLEGAL'],
    ],
    see(world) {
      const request = good(world)
      const time = String(startTime)
      const headers = headersFor(`POST ${request.uri}\n${clientId}.${time}.${request.body}`, time)
      return code(world, { ...request, headers })
    },
  },
  signatureRefusalCode: {
    cases: ['SIGNATURE_INVALID', 'INVALID_SIGNATURE'].map((one) => [one, one]),
    see: (world) => code(world, broken(world)),
  },
  signatureEncodings: {
    cases: [
      ['any', 'SUCCESS'],
      ['percent-encoded', 'SIGNATURE_INVALID'],
    ],
    see(world) {
      const request = good(world)
      return code(
        world,
        withHeaders(request, { signature: decodeURIComponent(request.headers.signature ?? '') }),
      )
    },
  },
  signedPath: {
    cases: [
      ['with-prefix', 'SIGNATURE_INVALID'],
      ['without-prefix', 'SUCCESS'],
    ],
    see(world) {
      const request = good(world)
      const time = request.headers['request-time'] ?? ''
      return code(world, {
        ...request,
        headers: headersFor(`POST ${path}\n${clientId}.${time}.${request.body}`, time),
      })
    },
  },
  minimumKeyBits: {
    cases: [
      [2048, 400],
      [1024, 201],
    ],
    async see({ app }) {
      const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 1024 })
      const payload = { publicKey: publicKey.export({ format: 'pem', type: 'spki' }) }
      return (await app.inject({ method: 'POST', url: '/_sandbox/keys', payload })).statusCode
    },
  },
  acceptHeader: {
    cases: [
      ['ignore', 'SUCCESS'],
      ['check', 'MEDIA_TYPE_NOT_ACCEPTABLE'],
    ],
    see: (world) => code(world, withHeaders(good(world), { accept: 'text/html' })),
  },
  failureHttpStatus: {
    cases: [
      [200, 200],
      [400, 400],
    ],
    see: async (world) => (await inject(world, broken(world))).statusCode,
  },
  signedFailures: {
    cases: [
      [true, 'string'],
      [false, 'undefined'],
    ],
    see: async (world) => typeof (await inject(world, broken(world))).headers.signature,
  },
  requestsPerSecond: {
    cases: [
      [0, 'SUCCESS'],
      [1, 'REQUEST_TRAFFIC_EXCEED_LIMIT'],
    ],
    async see(world) {
      await inject(world, good(world))
      return code(world, good(world))
    },
  },
  trafficLimitStatus: {
    cases: ['F', 'U'].map((one) => [one, one]),
    beside: { requestsPerSecond: 1 },
    async see(world) {
      await inject(world, good(world))
      return (await inject(world, good(world))).json().result.resultStatus
    },
  },
  unknownField: {
    cases: [
      ['ignore', 'SUCCESS'],
      ['refuse', 'PARAM_ILLEGAL'],
    ],
    see: (world) => code(world, good(world, { athCode: 'x' })),
  },
  featureMissingCode: {
    cases: ['INVALID_API', 'ACCESS_DENIED'].map((one) => [one, one]),
    see(world) {
      world.sandbox.miniProgram.switches.appUserAuthorization = false
      return code(world, good(world))
    },
  },
  platformNotAuthorizedCode: {
    cases: ['ACCESS_DENIED', 'INVALID_AUTH_CLIENT', 'PROCESS_FAIL'].map((one) => [one, one]),
    see(world) {
      world.sandbox.miniProgram.switches.platformAuthorized = false
      return code(world, good(world))
    },
  },
}

test.each(Object.entries(probes))('%s: each of its values is seen to be in force', async (name, probe) => {
  expect(isComplete(wireSettings[name as keyof typeof wireSettings], probe)).toBe(true)
  expect(await probed(name, probe)).toEqual(probe.cases)
})
