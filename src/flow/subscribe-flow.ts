import { loadTemplates } from '../backend/load-templates'
import { fail, failure, toFailure } from '../errors'
import type { Host, OpenPanel } from '../host'
import type { SubscribeOptions } from '../options'
import { findOptionError, withDefaults } from '../options-check'
import type { SubscribeFailure, SubscribeResult } from '../result'
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
  const memory: FlowMemory = { templates: {}, endings: {}, mounted: createLifetime() }
  let state: FlowState = 'idle'
  let current: Opened | undefined
  /** Stays after a result to say that nothing was subscribed. */
  let leftPanel: OpenPanel | undefined

  function advance(event: FlowEvent): boolean {
    const next = transitions[state][event]
    if (next) {
      state = next
      onStateChange?.(next)
    }
    return next !== undefined
  }

  function refuse(result: SubscribeFailure): Promise<SubscribeResult> {
    warn(result)
    return Promise.resolve(result)
  }

  // What only a developer can put right is told to him, not only to the callback.
  function warn(result: SubscribeResult): void {
    if (!result.success && (result.errorCode === 'INVALID_CONFIG' || result.errorCode === 'UNAVAILABLE')) {
      host.warn(`${result.errorCode}: ${result.errorMessage}`)
    }
  }

  function open(options: SubscribeOptions): Promise<SubscribeResult> {
    if (memory.mounted.over)
      return refuse(failure('UNAVAILABLE', 'This component is destroyed.', 'Make a new one.'))
    const wrong = findOptionError(options)
    if (wrong) return refuse(failure('INVALID_CONFIG', wrong))
    const request = withDefaults(options, host)
    const key = JSON.stringify([request.manage === true, ...[...request.templateIds].sort()])
    if (current) {
      return current.key === key
        ? current.result
        : refuse(failure('BUSY', 'Another call, for other templates, is not finished yet.'))
    }
    const ending = request.quiet ? recall(memory, key) : undefined
    if (ending) return Promise.resolve(ending)

    leftPanel?.close()
    const opened = start(key, request)
    current = opened
    return opened.result
  }

  function start(key: string, request: FlowContext['request']): Opened {
    const life = createLifetime()
    const context: FlowContext = {
      host,
      request,
      memory,
      life,
      advance: (event) => {
        if (life.over || !advance(event)) throw fail('SYSTEM', `${event} came too late, in state ${state}.`)
      },
    }
    let resolve: (result: SubscribeResult) => void
    const result = new Promise<SubscribeResult>((settled) => (resolve = settled))
    const settle = (result: SubscribeResult): void => {
      if (life.over) return
      end(life)
      current = undefined
      if (!context.keepPanel) context.panel?.close()
      leftPanel = context.panel
      remember(memory, key, result)
      warn(result)
      advance('SETTLE')
      resolve(result)
    }
    advance('OPEN')
    run(context).then(settle, (error: unknown) => settle(toFailure(error)))
    return { key, context, result, settle }
  }

  function cancel(): void {
    leftPanel?.close()
    if (!current) return
    if (advance('CANCEL')) current.settle(failure('CANCELLED', 'It was closed.'))
    else {
      // Submitting: the panel goes, the result is still the server's answer.
      current.context.panel?.close()
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
