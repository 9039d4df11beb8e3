import type { JsapiOptions } from '../host'

export type JsapiAnswer = { ok: true; answer: unknown } | { ok: false; error: unknown }

/** Reads a field of an answer whose shape nobody promises. */
export function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined
}

export function textField(value: unknown, name: string): string {
  const text = field(value, name)
  return typeof text === 'string' ? text : ''
}

/**
 * Calls a JSAPI in callback style, the only one that all super apps document. A bridge may return a
 * promise as well: its rejection is what `fail` says already.
 */
export function callJsapi(call: (callbacks: JsapiOptions) => unknown): Promise<JsapiAnswer> {
  return new Promise((resolve) => {
    const fail = (error: unknown): void => resolve({ ok: false, error })
    try {
      const returned = call({
        success: (answer) => {
          // Some bridges report failures through `success`, told by a truthy `error`.
          if (field(answer, 'error')) fail(answer)
          else resolve({ ok: true, answer })
        },
        fail,
      })
      Promise.resolve(returned).then(undefined, fail)
    } catch (error) {
      fail(error)
    }
  })
}

/** Why a JSAPI failed, in words: its own code and message. */
export function describeError(error: unknown): string {
  const message = textField(error, 'errorMessage') || textField(error, 'message')
  const code = field(error, 'error')
  return [typeof code === 'number' || typeof code === 'string' ? `error ${code}` : '', message]
    .filter(Boolean)
    .join(': ')
}
