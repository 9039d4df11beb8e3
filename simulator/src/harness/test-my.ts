import { jsapi, JsapiError } from '../my/callbacks.js'

/** The super app's answers in a test. */
export function testSuperApp(): Record<string, unknown> {
  let codes = 0
  return {
    getSiteInfo: jsapi(() => ({ siteName: 'ALIPAY_CN' })),
    getAuthCode: jsapi(({ scopes }) => ({
      authCode: `auth-code-${(codes += 1)}`,
      authSuccessScopes: [scopes ?? 'auth_base'].flat(),
      authErrorScopes: {},
    })),
    request: jsapi(({ url }) => {
      throw new JsapiError(12, `no answer for ${String(url)}: give createHarness({ my: { request } })`)
    }),
  }
}
