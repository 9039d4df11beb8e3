/**
 * Stands in for the package in a merchant's own tests: nothing is shown, asked or sent, and each open answers what the
 * test said. It exports the names of `mini-message`, `mini-message/es/request` and `mini-message/es/configure`, so
 * that a test replaces each of them by this one module.
 */
import type { SubscribeMsg as RealSubscribeMsg } from '../h5/index.js'
import type { SubscribeMsgOptions, SubscribeMsgProps } from '../h5/props.js'
import type { RequestOptions } from '../components/request.js'
import type { Decision } from '../src/contract.js'
import { callPageCode } from '../src/page-code.js'
import { type ErrorCode, failure, type SubscribeResult } from '../src/result.js'
import type { SubscriptionStates } from '../src/subscription-states.js'

export type { ErrorCode, SubscribeFailure, SubscribeResult, SubscribeSuccess } from '../src/result.js'
export type { SubscriptionState, SubscriptionStates } from '../src/subscription-states.js'

/** What the user does: `'AGREE'` or `'REJECT'` for all templates, one of them for each, or an error code. */
export type Answer = Decision | Record<string, Decision> | ErrorCode

/** What one open was asked with: the props of H5, or the options of the call in DSL. */
export type Opened = Partial<SubscribeMsgProps> & RequestOptions

/** Each open so far, oldest first. */
export const opened: Opened[] = []

let answers: Answer[] = ['AGREE']
let subscribed: Record<string, boolean> = {}
let pageProps: Partial<SubscribeMsgProps> = {}

/** What the next opens answer, one after the other; the last answer stays. @default 'AGREE' */
export function answerWith(...next: [Answer, ...Answer[]]): void {
  answers = next
}

/** As at the start: for `beforeEach`. */
export function reset(): void {
  answers = ['AGREE']
  subscribed = {}
  pageProps = {}
  opened.length = 0
}

const listOf = (templateIds: unknown): string[] => ([] as unknown[]).concat(templateIds ?? []).map(String)

const isDecision = (given: Answer): given is Decision => given === 'AGREE' || given === 'REJECT'

function answer(asked: Opened): SubscribeResult {
  opened.push(asked)
  const given = (answers.length > 1 ? answers.shift() : answers[0]) ?? 'AGREE'
  if (typeof given === 'string' && !isDecision(given))
    return failure(given, 'Answered by mini-message/testing.')

  const templates: Record<string, Decision> = {}
  const subscriptionIds: Record<string, string> = {}
  for (const code of listOf(asked.templateIds)) {
    const decision = isDecision(given) ? given : (given[code] ?? 'REJECT')
    templates[code] = decision
    subscriptionIds[code] = `subscription-${code}`
    subscribed[code] = decision === 'AGREE'
  }
  const isAgreed = given === 'AGREE' || Object.values(templates).includes('AGREE')
  return { success: true, type: isAgreed ? 'AGREE' : 'REJECT', templates, subscriptionIds, fresh: true }
}

/** Stands in for the call of `mini-message/es/request`. */
export function requestSubscribeMessage(options: RequestOptions = {}): Promise<SubscribeResult> {
  return Promise.resolve(answer({ ...options }))
}

/** Stands in for the call of `mini-message/es/request`: what the opens so far have answered. */
export function getSubscriptions(options: { templateIds: string[] }): Promise<SubscriptionStates> {
  const states: SubscriptionStates = {}
  for (const code of listOf(options.templateIds))
    states[code] = subscribed[code] ? 'subscribed' : 'unsubscribed'
  return Promise.resolve(states)
}

/** Stands in for `configure` of both front ends. */
export function configure(props: Partial<SubscribeMsgProps>): void {
  Object.assign(pageProps, props)
}

/** Stands in for the class of `mini-message`. */
export class SubscribeMsg implements Pick<RealSubscribeMsg, keyof RealSubscribeMsg> {
  private ownProps: Partial<SubscribeMsgProps>

  constructor({ props }: SubscribeMsgOptions = {}) {
    this.ownProps = { ...props }
    this.requestSubscribeMessage = this.requestSubscribeMessage.bind(this)
    this.getSubscriptions = this.getSubscriptions.bind(this)
    this.prefetch = this.prefetch.bind(this)
    this.destroy = this.destroy.bind(this)
    this.$set = this.$set.bind(this)
    this.$destroy = this.$destroy.bind(this)
  }

  static configure(props: Partial<SubscribeMsgProps>): void {
    configure(props)
  }

  requestSubscribeMessage(): Promise<SubscribeResult> {
    const props = { ...pageProps, ...this.ownProps }
    const result = Promise.resolve(answer(props))
    const warn = (...words: unknown[]): void => console.error(...words)
    void result.then((settled) => callPageCode(warn, 'callback', props.callback, settled))
    return result
  }

  getSubscriptions(options?: Partial<SubscribeMsgProps>): Promise<SubscriptionStates> {
    return getSubscriptions({ templateIds: [], ...pageProps, ...this.ownProps, ...options })
  }

  prefetch(): Promise<void> {
    return Promise.resolve()
  }

  destroy(): void {
    return
  }

  $set(props: Partial<SubscribeMsgProps>): void {
    this.ownProps = { ...this.ownProps, ...props }
  }

  $destroy(): void {
    this.destroy()
  }
}

export { SubscribeMsg as default }

/** Stands in for `nativePanel` of `mini-message`; no panel is opened. */
export const nativePanel = {}

/** Stands in for `officialPanel` of `mini-message`; no panel is opened. */
export const officialPanel = (): object => ({})
