import { endpoints } from '../../src/gateway/endpoints.js'
import type { FieldRule } from '../../src/gateway/fields.js'
import { call } from '../support/merchant.js'
import { values } from '../support/shop.js'
import { appId, templateCode, testSandbox } from '../support/test-sandbox.js'

const good: Record<string, unknown> = {
  appId,
  accessToken: 'nosuch',
  authClientId: 'AC00000000000001',
  customerBelongsTo: 'ALIPAY_CN',
  grantType: 'AUTHORIZATION_CODE',
  authCode: 'NOSUCH',
  refreshToken: 'nosuch',
  requestId: 'r1',
  templateCode,
  templates: [{ language: 'en', templateParameters: values }],
  redirectUrl: 'https://shop.example/?a=1#b',
  extendInfo: '{"memo":"a@b?#"}',
}

const fields = [...endpoints.values()].flatMap(({ path, fields: rules }) =>
  Object.entries(rules).map(([name, rule]): [string, string, FieldRule] => [path, name, rule]),
)

/** What is wrong with the field, by its own rule. */
const breaks = ({ kind, needed, max, free }: FieldRule): [unknown, string][] => [
  ...(kind === 'text'
    ? ([
        ['x'.repeat(max + 1), `has ${max + 1} characters; at most ${max}`],
        [1, 'must be a string that is not empty'],
        ['', 'must be a string that is not empty'],
        ...(free ? [] : (['a@b', 'a#b', 'a?b'] as const).map((text) => [text, 'must not contain @, # or ?'])),
      ] as [unknown, string][])
    : ([
        [[], `must be a list of 1 to ${max} objects`],
        [Array.from({ length: max + 1 }, () => ({})), `must be a list of 1 to ${max} objects`],
        [['text'], `must be a list of 1 to ${max} objects`],
      ] as [unknown, string][])),
  ...(needed === true
    ? ([
        [null, 'is missing'],
        [undefined, 'is missing'],
      ] as [unknown, string][])
    : []),
]

test.each(fields)('%s: %s is checked by its rule', async (path, name, rule) => {
  const { app } = testSandbox()
  const own = Object.keys(endpoints.get(path)!.fields)
  const body = Object.fromEntries(own.map((field) => [field, good[field]]))
  for (const [value, words] of breaks(rule)) {
    expect((await call(app, path, { ...body, [name]: value })).result).toMatchObject({
      resultCode: 'PARAM_ILLEGAL',
      resultMessage: expect.stringContaining(`${name} ${words}`),
    })
  }
  // Whole, it is the token or code that does not exist: no field is in the way.
  const { result } = await call(app, path, body)
  expect(result.resultCode).toMatch(/^INVALID_(ACCESS_TOKEN|AUTHCODE)$/)
})

test('a field that may be left out may be null', async () => {
  const { app } = testSandbox()
  const path = '/v2/users/inquiryUserInfo'
  const { accessToken, customerBelongsTo } = good
  const body = { appId, accessToken, customerBelongsTo, authClientId: null, extendInfo: null }
  expect((await call(app, path, body)).result.resultCode).toBe('INVALID_ACCESS_TOKEN')
})
