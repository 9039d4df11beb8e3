import { loadTemplates } from '../backend/load-templates'
import { isDev } from '../dev'
import { doubtsAboutRequest } from '../doubts'
import { fail, failure, toFailure } from '../errors'
import type { Host, OpenPanel } from '../host'
import type { SubscribeOptions } from '../options'
import { findOptionError, withDefaults } from '../options-check'
import type { SubscribeResult } from '../result'
import type { FlowContext, FlowMemory } from './context'
import type { FlowState, SubscribeFlow } from './flow-types'
import { recall, remember } from './quiet'
import { readApp } from './read-app'
import { run } from './run'
import { transitions, type FlowEvent } from './transitions'
import { createLifetime, end } from './within'

export type { FlowState, SubscribeFlow } from './flow-types'

interface Opened {
  /** Equal for opens that may join: same templates, same mode. */
  key: string
  context: FlowContext
  result: Promise<SubscribeResult>
  settle(result: SubscribeResult): void
}

/** The flow of one component instance. `onStateChange` is told every state it enters. */
export function createSubscribeFlow(host: Host, onStateChange?: (state: FlowState) => void): SubscribeFlow {
  const memory: FlowMemory = { templates: {}, mounted: createLifetime() }
  let state: FlowState = 'idle'
  let current: Opened | undefined
  /** Stays after a result to say that nothing was subscribed. */
  let leftPanel: OpenPanel | undefined

  function advance(event: FlowEvent): boolean {
    const next = transitions[state][event]
    if (!next) return false
    state = next
    onStateChange?.(next)
    return true
  }

  function open(options: SubscribeOptions): Promise<SubscribeResult> {
    const wrong = findOptionError(options)
    if (wrong) return Promise.resolve(told(failure('INVALID_CONFIG', wrong)))
    if (memory.mounted.over)
      return Promise.resolve(told(failure('UNAVAILABLE', isDev && 'This instance is destroyed.')))

    const request = withDefaults(options, host)
    const key = [!request.manage, ...request.templateIds.slice().sort()].join()
    if (current && current.key === key) return current.result
    const early = current
      ? failure('BUSY', isDev && 'A call for other templates is not finished.')
      : recall(request)
    if (early) return Promise.resolve(early)

    if (isDev) doubtsAboutRequest(request, host).forEach((doubt) => host.warn(doubt))
    if (leftPanel) leftPanel.close()
    return start(key, request)
  }

  function start(key: string, request: FlowContext['request']): Promise<SubscribeResult> {
    const life = createLifetime()
    const context: FlowContext = {
      host,
      request,
      memory,
      life,
      advance: (event) => {
        if (life.over || !advance(event)) throw fail('SYSTEM', isDev && `${event} came too late.`)
      },
    }
    let resolve: (result: SubscribeResult) => void
    const result = new Promise<SubscribeResult>((settled) => (resolve = settled))
    const settle = (result: SubscribeResult): void => {
      if (life.over) return
      end(life)
      current = undefined
      leftPanel = context.panel
      if (leftPanel && !context.keepPanel) leftPanel.close()
      remember(request, result)
      advance('SETTLE')
      resolve(told(result))
    }
    current = { key, context, result, settle }
    advance('OPEN')
    run(context).then(settle, (error: unknown) => settle(toFailure(error)))
    return result
  }

  // What only a developer can put right is told to him, not only to the callback.
  function told(result: SubscribeResult): SubscribeResult {
    // INVALID_CONFIG, INVALID_TEMPLATE_CODE, INCONSISTENT_TEMPLATE_TYPE, UNAVAILABLE.
    if (!result.success && /^(IN|UN)/.test(result.errorCode)) {
      const { errorCode, errorMessage } = result
      host.warn(isDev ? errorMessage : `${errorCode} (docs/errors.md): ${errorMessage}`)
    }
    return result
  }

  function cancel(): void {
    if (leftPanel) leftPanel.close()
    if (!current) return
    if (advance('CANCEL')) current.settle(failure('CANCELLED', isDev && 'It was closed.'))
    else {
      // Submitting: the panel goes, the result is still the server's answer.
      const { panel } = current.context
      if (panel) panel.close()
      delete current.context.panel
    }
  }

  return {
    get state() {
      return state
    },
    open,
    cancel,
    unmount() {
      cancel()
      end(memory.mounted)
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
