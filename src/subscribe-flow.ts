import { type FlowContext, type FlowMemory, loadTemplates, readApp } from './authorize.js'
import { warningsAboutRequest } from './config-warnings.js'
import { subscribe } from './flow-steps.js'
import type { Host } from './host.js'
import { createLifetime } from './lifetime.js'
import { type ReadOptions, readOptions, type SubscribeOptions, type SubscribeRequest } from './options.js'
import { callPageCode } from './page-code.js'
import { quietFailure, rememberResult } from './recent-refusals.js'
import {
  consoleMessage,
  fail,
  failure,
  type SubscribeFailure,
  type SubscribeResult,
  toFailure,
} from './result.js'
import { readSubscriptionStates, statesOf, type SubscriptionStates } from './subscription-states.js'

export type FlowState = 'idle' | 'authorizing' | 'asking' | 'submitting' | 'settled'

export type FlowEvent = 'OPEN' | 'ASK' | 'SUBMIT' | 'CANCEL' | 'SETTLE'

/**
 * Every state and what may happen in it; anything else is ignored.
 * ASK: the panel is shown. SUBMIT: the person has answered, or nothing needs asking. CANCEL exists only
 * before `submitting`: afterwards the result is the server's answer.
 */
export const transitions: Record<FlowState, Partial<Record<FlowEvent, FlowState>>> = {
  idle: { OPEN: 'authorizing' },
  authorizing: { ASK: 'asking', SUBMIT: 'submitting', CANCEL: 'settled', SETTLE: 'settled' },
  asking: { SUBMIT: 'submitting', CANCEL: 'settled', SETTLE: 'settled' },
  submitting: { SETTLE: 'settled' },
  settled: { OPEN: 'authorizing' },
}

export type Callback = ((result: SubscribeResult) => void) | null | undefined

/** The subscribe flow of one component instance. */
export interface SubscribeFlow {
  /**
   * Never rejects and settles once. A second call joins a running one for the same templates and mode (it gets
   * the same promise), otherwise it gets BUSY. `callback` gets each result once, before the promise does.
   */
  open: (options: SubscribeOptions, callback?: Callback) => Promise<SubscribeResult>
  /** Closes from outside: CANCELLED before `submitting`, afterwards only the panel goes. */
  cancel: () => void
  /** The component is gone: as `cancel`, and later opens get UNAVAILABLE. */
  unmount: () => void
  /** Fetches before the tap what needs no user: appId, site, sender and texts. Never rejects. */
  prefetch: (options: SubscribeOptions) => Promise<void>
  /** Whether the user is subscribed, by template. Opens nothing and never rejects: what can't be known is `unknown`. */
  getSubscriptions: (options: SubscribeOptions) => Promise<SubscriptionStates>
}

/** An open that is running. */
interface RunningOpen {
  /** Equal for opens that may join: same templates, same mode. */
  joinKey: string
  result: Promise<SubscribeResult>
  settle(result: SubscribeResult): void
}

/** The flow of one component instance. `onStateChange` is called with every state it enters. */
export function createSubscribeFlow(host: Host, onStateChange?: (state: FlowState) => void): SubscribeFlow {
  const memory: FlowMemory = { templates: {}, mounted: createLifetime(host.clock) }
  let state: FlowState = 'idle'
  let running: RunningOpen | undefined

  function advance(event: FlowEvent): boolean {
    const next = transitions[state][event]
    if (!next) return false
    state = next
    onStateChange?.(next)
    return true
  }

  function closePanel(): void {
    const { panel } = memory
    memory.panel = undefined
    callPageCode(host.warn, 'panel.close', () => panel?.close())
  }

  function report(result: SubscribeResult): SubscribeResult {
    const message = consoleMessage(result)
    if (message) host.warn(message)
    return result
  }

  function open(options: SubscribeOptions, callback?: Callback): Promise<SubscribeResult> {
    const { request, wrong, notes } = readOptions(options, host.language())
    const joinKey = [Boolean(request.manage), ...request.templateIds.slice().sort()].join()
    if (running?.joinKey === joinKey && !wrong) return running.result

    notes.forEach((note) => host.warn(note))
    const refusal = wrong ? failure('INVALID_CONFIG', wrong) : refusalOf(request)
    const result = refusal ? Promise.resolve(report(refusal)) : start(joinKey, request)
    // A call that joined is not called back twice.
    void result.then((settled) => callPageCode(host.warn, 'callback', callback, settled))
    return result
  }

  /** Why an open may not start. */
  function refusalOf(request: SubscribeRequest): SubscribeFailure | undefined {
    if (memory.mounted.isOver) return failure('UNAVAILABLE', 'This instance is destroyed.')
    if (running) return failure('BUSY', 'A call for other templates is not finished.')
    return quietFailure(host.refusals(), request)
  }

  function start(joinKey: string, request: SubscribeRequest): Promise<SubscribeResult> {
    if (__DEV__) warningsAboutRequest(request, host).forEach((warning) => host.warn(warning))
    // One that still says that nothing was subscribed.
    closePanel()
    const lifetime = createLifetime(host.clock)
    const context: FlowContext = {
      host,
      request,
      memory,
      lifetime,
      advance(event) {
        if (lifetime.isOver || !advance(event)) throw fail('SYSTEM', `${event} came too late.`)
      },
      cancel,
    }
    let resolve: (result: SubscribeResult) => void
    const result = new Promise<SubscribeResult>((settled) => (resolve = settled))
    const settle = (settled: SubscribeResult): void => {
      if (lifetime.isOver) return
      lifetime.end()
      running = undefined
      if (!context.keepPanel) closePanel()
      rememberResult(host.refusals(), request, settled)
      // What stands may not be what was heard.
      if (!settled.success && settled.errorCode !== 'CANCELLED') memory.known = undefined
      advance('SETTLE')
      resolve(report(settled))
    }
    running = { joinKey, result, settle }
    advance('OPEN')
    subscribe(context).then(settle, (error: unknown) => settle(toFailure(error)))
    return result
  }

  function cancel(): void {
    if (running && advance('CANCEL')) running.settle(failure('CANCELLED', 'It was closed.'))
    // Submitting: the panel goes, the result is still the server's answer.
    else closePanel()
  }

  /** For what asks nobody. Throws if the options are wrong. */
  function quietContext({ request, wrong }: ReadOptions): FlowContext {
    if (wrong) throw fail('INVALID_CONFIG', wrong)
    return { host, request, memory, lifetime: memory.mounted, advance: () => undefined, cancel }
  }

  return {
    open,
    cancel,
    unmount() {
      cancel()
      memory.mounted.end()
    },
    async prefetch(options) {
      try {
        const context = quietContext(readOptions(options, host.language()))
        await loadTemplates(context, await readApp(context))
      } catch {
        // The open itself will say what is wrong.
      }
    },
    async getSubscriptions(options) {
      const read = readOptions(options, host.language())
      try {
        return await readSubscriptionStates(quietContext(read))
      } catch (error) {
        report(toFailure(error))
        return statesOf(read.request.templateIds)
      }
    },
  }
}
