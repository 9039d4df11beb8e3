/** What an asynchronous JSAPI may bring. */
export interface Callbacks {
  success?: (answer: object) => void
  fail?: (error: object) => void
  complete?: (either: object) => void
}

export type Options = Callbacks & Record<string, unknown>

/** An answer in the platform's form of a failure. */
export class JsapiError extends Error {
  override readonly name = 'JsapiError'

  constructor(
    readonly error: number,
    readonly errorMessage: string,
  ) {
    super(`${errorMessage} (error ${error})`)
  }
}

/**
 * Makes a JSAPI of a function: success or fail, then complete, and a promise. Where callbacks are given the
 * promise doesn't reject, since nobody waits for it.
 */
export function jsapi(work: (options: Options) => object | undefined | Promise<object | undefined>) {
  return (options: Options = {}): Promise<object> => {
    const run = async () => (await work(options)) ?? {}
    const hasCallbacks = [options.success, options.fail, options.complete].some(
      (callback) => typeof callback === 'function',
    )
    return run().then(
      (answer) => {
        settle(options, 'success', answer)
        return answer
      },
      (error: unknown) => {
        if (!hasCallbacks) throw error
        const failure = asFailure(error)
        settle(options, 'fail', failure)
        return failure
      },
    )
  }
}

function settle(options: Callbacks, outcome: 'success' | 'fail', answer: object): void {
  try {
    options[outcome]?.(answer)
  } finally {
    options.complete?.(answer)
  }
}

const asFailure = (error: unknown): object =>
  error instanceof JsapiError
    ? { error: error.error, errorMessage: error.errorMessage }
    : { error: 2, errorMessage: error instanceof Error ? error.message : String(error) }
