import { loadTemplates } from '../backend/load-templates.js'
import { doubtsAboutRequest } from '../doubts.js'
import { fail, failure, toFailure } from '../errors.js'
import type { Host } from '../host.js'
import type { SubscribeOptions } from '../options.js'
import { findOptionError, withDefaults } from '../options-check.js'
import type { SubscribeFailure, SubscribeResult } from '../result.js'
import type { FlowContext, FlowMemory } from './context.js'
import type { Callback, FlowState, SubscribeFlow } from './flow-types.js'
import { recall, remember } from './quiet.js'
import { readApp } from './read-app.js'
import { run } from './run.js'
import { transitions, type FlowEvent } from './transitions.js'
import { createLifetime } from './within.js'

export type { FlowState, SubscribeFlow } from './flow-types.js'

interface Opened {
  /** Equal for opens that may join: same templates, same mode. */
  joining: string
  result: Promise<SubscribeResult>
  settle(result: SubscribeResult): void
}

/** The flow of one component instance. `onStateChange` is told every state it enters. */
export function createSubscribeFlow(host: Host, onStateChange?: (state: FlowState) => void): SubscribeFlow {
  const memory: FlowMemory = { templates: {}, mounted: createLifetime(host.clock) }
  let state: FlowState = 'idle'
  let current: Opened | undefined

  function advance(event: FlowEvent): boolean {
    const next = transitions[state][event]
    if (!next) return false
    state = next
    onStateChange?.(next)
    return true
  }

  function closePanel(): void {
    if (memory.panel) memory.panel.close()
    memory.panel = undefined
  }

  function open(options: SubscribeOptions, callback?: Callback): Promise<SubscribeResult> {
    const request = withDefaults(options, host)
    const joining = ([] as unknown[]).concat(!request.manage, request.templateIds).sort().join()
    const wrong = findOptionError(options)
    if (current && current.joining === joining && !wrong) return current.result

    const refused = wrong
      ? failure('INVALID_CONFIG', wrong)
      : memory.mounted.over
        ? failure('UNAVAILABLE', __DEV__ && 'This instance is destroyed.')
        : current
          ? failure('BUSY', __DEV__ && 'A call for other templates is not finished.')
          : recall(request)
    const result = refused ? Promise.resolve(told(refused)) : start(joining, request)
    // A call that joined is not called back twice.
    void result.then(callback)
    return result
  }

  function start(joining: string, request: FlowContext['request']): Promise<SubscribeResult> {
    if (__DEV__) doubtsAboutRequest(request, host).forEach((doubt) => host.warn(doubt))
    // One that still says that nothing was subscribed.
    closePanel()
    const life = createLifetime(host.clock)
    const context: FlowContext = {
      host,
      request,
      memory,
      life,
      advance: (event) => {
        if (life.over || !advance(event)) throw fail('SYSTEM', __DEV__ && `${event} came too late.`)
      },
    }
    let resolve: (result: SubscribeResult) => void
    const result = new Promise<SubscribeResult>((settled) => (resolve = settled))
    const settle = (result: SubscribeResult): void => {
      if (life.over) return
      life.end()
      current = undefined
      if (!context.keepPanel) closePanel()
      remember(request, result)
      advance('SETTLE')
      resolve(told(result))
    }
    current = { joining, result, settle }
    advance('OPEN')
    run(context).then(settle, (error: unknown) => settle(toFailure(error)))
    return result
  }

  // What only a developer can put right is told to him, not only to the callback.
  function told(result: SubscribeResult): SubscribeResult {
    // INVALID_CONFIG, INVALID_TEMPLATE_CODE, INCONSISTENT_TEMPLATE_TYPE, UNAVAILABLE.
    const { errorCode, errorMessage } = result as SubscribeFailure
    if (/^(IN|UN)/.test(errorCode)) {
      host.warn(__DEV__ ? errorMessage : `${errorCode} (docs/errors.md): ${errorMessage}`)
    }
    return result
  }

  function cancel(): void {
    if (current && advance('CANCEL')) current.settle(failure('CANCELLED', __DEV__ && 'It was closed.'))
    // Submitting: the panel goes, the result is still the server's answer.
    else closePanel()
  }

  return {
    open,
    cancel,
    unmount() {
      cancel()
      memory.mounted.end()
    },
    prefetch(options) {
      if (findOptionError(options)) return Promise.resolve()
      const request = withDefaults(options, host)
      const context: FlowContext = { host, request, memory, life: memory.mounted, advance }
      return readApp(context)
        .then((app) => loadTemplates(context, app))
        .then(
          () => undefined,
          () => undefined,
        )
    },
  }
}
