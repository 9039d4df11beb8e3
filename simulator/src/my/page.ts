import type { Router } from '../runtime/router.js'
import { jsapi, JsapiError } from './callbacks.js'

/** `my` for the page that is open: where it is scrolled to, and a pull at its top. */
export const page = (container: () => Element | undefined, router: () => Router) => ({
  pageScrollTo: jsapi(({ scrollTop, selector }) => {
    const page = container()
    const isNamed = typeof selector === 'string' && selector !== ''
    const target = isNamed ? (page?.querySelector(selector) ?? null) : undefined
    if (target === null) throw new JsapiError(2, `pageScrollTo: nothing on the page is ${String(selector)}`)
    const moved = target && page ? target.getBoundingClientRect().top - page.getBoundingClientRect().top : 0
    const top = target && page ? page.scrollTop + moved : Number(scrollTop ?? 0)
    // At once: `duration` is not played.
    if (page) page.scrollTop = top
    return {}
  }),
  startPullDownRefresh: jsapi(() => {
    router().pulled('code')
    return {}
  }),
})
