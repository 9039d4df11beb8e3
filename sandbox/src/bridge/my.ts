import { settle, type Callbacks } from './callbacks.js'
import type { CallPhone } from './phone-line.js'
import { request, type RequestOptions } from './request.js'

interface World {
  appId: string
  /** Alipay China's form is an object, other super apps give the plain text. */
  appIdShape: 'object' | 'string'
  /** Where an HTTP status of 400 or more goes: the documents of my.request say both. */
  httpErrors: 'success' | 'fail'
  callPhone: CallPhone
  send: typeof fetch
}

const text = (value: unknown, otherwise = ''): string => (typeof value === 'string' ? value : otherwise)

/** The JSAPIs that an H5 mini program finds at `window.my`: callbacks, no promises, as hylid-bridge has them. */
export function createMy({ appId, appIdShape, httpErrors, callPhone, send }: World) {
  const my = {
    getAppIdSync: () => (appIdShape === 'object' ? { appId } : appId),

    getSiteInfo(options: Callbacks = {}): void {
      callPhone('getSiteInfo', {}, (answer) => settle(options, answer))
    },

    getAuthCode(options: Callbacks & { scopes?: string | string[] } = {}): void {
      const scopes = [options.scopes ?? 'auth_base'].flat()
      callPhone('getAuthCode', { scopes }, (answer) => settle(options, answer))
    },

    requestSubscribeMessage(options: Callbacks & { entityIds?: unknown } = {}): void {
      // A wrong list is for the super app to refuse: it has a code for that.
      const entityIds = Array.isArray(options.entityIds) ? options.entityIds.map(String) : []
      callPhone('requestSubscribeMessage', { entityIds }, (answer) => settle(options, answer))
    },

    showToast(options: Callbacks & { content?: string; type?: string; duration?: number } = {}): void {
      const { duration = 3000 } = options
      const toast = { content: text(options.content), type: text(options.type, 'none'), duration }
      callPhone('showToast', toast, (answer) => settle(options, answer))
    },

    alert(options: Callbacks & { title?: string; content?: string; buttonText?: string } = {}): void {
      const { title, content, buttonText } = options
      const shown = { title: text(title), content: text(content), buttonText: text(buttonText) }
      callPhone('alert', shown, (answer) => settle(options, answer))
    },

    request: (options: RequestOptions) => request({ send, httpErrors }, options),

    /** Knows API names; of their options and return values it says nothing. */
    canIUse: (query: string) => query in my,
  }
  return my
}
