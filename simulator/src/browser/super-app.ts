import { jsapi, JsapiError } from '../my/callbacks.js'
import { request } from '../my/request.js'
import { showDialog } from './dialog.js'

/** The super app's part of `my` where nobody else plays it: it asks the person at the screen. */
export function browserSuperApp(): Record<string, unknown> {
  let codes = 0
  return {
    request: jsapi((options) => request(options)),
    httpRequest: jsapi((options) => request(options)),
    getSiteInfo: jsapi(() => ({ siteName: 'ALIPAY_CN' })),
    getAuthCode: jsapi(async ({ scopes }) => {
      const asked = (Array.isArray(scopes) ? scopes : [scopes ?? 'auth_base']).filter(
        (scope) => typeof scope === 'string',
      )
      // As on the platform, a code of auth_base alone asks nobody.
      const isSilent = asked.every((scope) => scope === 'auth_base')
      const content = `The mini program asks for ${asked.join(', ')}. The code is made up by the simulator.`
      const buttons = ['Refuse', 'Allow']
      const isAllowed = isSilent || (await showDialog({ title: 'Authorize', content, buttons })) === 1
      if (!isAllowed) throw new JsapiError(11, 'The user refused.')
      codes += 1
      return { authCode: `simulator-code-${codes}`, authSuccessScopes: asked, authErrorScopes: {} }
    }),
  }
}
