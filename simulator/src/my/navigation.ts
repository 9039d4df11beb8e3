import type { Router } from '../runtime/router.js'
import { jsapi, JsapiError, type Options } from './callbacks.js'

type Go = (router: Router, options: Options) => void

/** `my` for moving between pages. A page that is not there fails by name. */
export function navigation(routerOf: () => Router) {
  const to = (go: Go) =>
    jsapi((options) => {
      try {
        go(routerOf(), options)
      } catch (error) {
        throw new JsapiError(10, error instanceof Error ? error.message : String(error))
      }
      return {}
    })
  const url = (options: Options) => (typeof options['url'] === 'string' ? options['url'] : '')
  return {
    navigateTo: to((router, options) => router.navigateTo(url(options))),
    redirectTo: to((router, options) => router.redirectTo(url(options))),
    reLaunch: to((router, options) => router.reLaunch(url(options))),
    switchTab: to((router, options) => router.switchTab(url(options))),
    navigateBack: to((router, { delta }) => router.navigateBack(typeof delta === 'number' ? delta : 1)),
  }
}
