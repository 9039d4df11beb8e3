import fc from 'fast-check'
import { brokenLimit } from '../../src/platform/endpoints.js'

const send = '/v2/miniprogram/message/send'
const good = {
  ...{ appId: 'P1', customerBelongsTo: 'ALIPAY_CN', accessToken: 't', requestId: 'r', templateCode: 'T' },
  templates: [{ language: 'en', templateParameters: {} }],
}
const limits: [path: string, field: string, max: number, request: object][] = [
  [send, 'appId', 32, good],
  [send, 'accessToken', 128, good],
  [send, 'requestId', 64, good],
  [send, 'templateCode', 64, good],
  [send, 'authClientId', 128, good],
  [send, 'extendInfo', 4096, good],
  ['/v2/authorizations/applyToken', 'authCode', 64, { ...good, grantType: 'AUTHORIZATION_CODE' }],
  ['/v2/authorizations/applyToken', 'refreshToken', 128, { ...good, grantType: 'REFRESH_TOKEN' }],
  ['/v2/authorizations/applyTokenAndInquiryUserInfo', 'accessToken', 128, good],
  ['/v2/users/inquiryUserInfo', 'accessToken', 128, good],
  ['/v2/authorizations/revoke', 'accessToken', 128, good],
]

test.each(limits)('%s takes %s of every length up to %d and no longer', (path, field, max, request) => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2 * max }), (length) => {
      const broken = brokenLimit(path, { ...request, [field]: 'x'.repeat(length) })
      expect(broken).toBe(
        length <= max ? undefined : `${field} has ${length} characters; the platform takes at most ${max}`,
      )
    }),
  )
})

test('one to five languages go into a message', () => {
  for (let count = 0; count <= 7; count += 1) {
    const broken = brokenLimit(send, { ...good, templates: Array(count).fill(good.templates[0]) })
    expect(broken === undefined).toBe(count >= 1 && count <= 5)
  }
})
