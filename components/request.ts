import type { SubscribeOptions } from '../src/options.js'
import { consoleMessage, failure, type SubscribeResult, toFailure } from '../src/result.js'
import type { SubscriptionStates } from '../src/subscription-states.js'
import { type MountedTag, sharedState, tagsOnPage } from './shared-state.js'

export type { SubscribeFailure, SubscribeResult, SubscribeSuccess } from '../src/result.js'
export type { SubscriptionState, SubscriptionStates } from '../src/subscription-states.js'

/** What is said here wins over the tag's props and over `configure`. */
export interface RequestOptions extends Partial<SubscribeOptions> {
  /** The `id` of the tag, where a page has several. @default the tag that was mounted last */
  id?: string
}

/** A page that calls in `onLoad` has no tag yet, and a framework draws a little later still. */
const WAIT_MS = 3000

/**
 * Opens the `<subscribe-message>` that stands on the current page. Never rejects, settles once, and joins a running
 * call for the same templates. The tag's `onCallback` and `onResult` get the result as well.
 */
export function requestSubscribeMessage(options?: RequestOptions): Promise<SubscribeResult> {
  return withTag(options, (tag, own) => tag.request(own)).catch(toFailure)
}

/**
 * Whether the user is subscribed, by template code: `subscribed`, `unsubscribed`, or `unknown` where only a dialog could
 * tell. Opens nothing and never rejects. Asks through the tag as well, which knows what its last open heard.
 */
export function getSubscriptions(
  options: RequestOptions & Pick<SubscribeOptions, 'templateIds'>,
): Promise<SubscriptionStates> {
  return withTag(options, (tag, own) => tag.getSubscriptions(own)).catch(() => {
    const states: SubscriptionStates = {}
    for (const code of ([] as unknown[]).concat((options as RequestOptions | undefined)?.templateIds ?? []))
      states[String(code)] = 'unknown'
    return states
  })
}

/** Rejects where there is no tag. */
function withTag<T>(
  options: RequestOptions | undefined,
  use: (tag: MountedTag, own: Partial<SubscribeOptions>) => Promise<T>,
): Promise<T> {
  const { id, ...own } = options ?? {}
  return findTag(id).then((tag) => {
    if (tag) return use(tag, own)
    const missing = failure(
      'UNAVAILABLE',
      `No <subscribe-message${id ? ` id="${id}"` : ''}> stands on this page. Name mini-message/es/subscribe-message/index in its usingComponents, and put the tag on it once.`,
    )
    console.warn(consoleMessage(missing))
    throw Object.assign(new Error(missing.errorCode), { failure: missing })
  })
}

/** The tag of this page. One that is not mounted yet is waited for. */
function findTag(id: string | undefined): Promise<MountedTag | undefined> {
  return new Promise((resolve) => {
    const look = (isLastTime?: boolean): void => {
      const tags = tagsOnPage(id)
      const tag = tags[tags.length - 1]
      if (!tag && !isLastTime) return
      clearTimeout(timer)
      const state = sharedState()
      state.waiting = state.waiting.filter((one) => one !== onMounted)
      if (tags.length > 1)
        console.warn(
          'Several <subscribe-message> stand on this page: the last one opens. Give each an id, and name it.',
        )
      resolve(tag)
    }
    const onMounted = (): void => look()
    const timer = setTimeout(() => look(true), WAIT_MS)
    sharedState().waiting.push(onMounted)
    look()
  })
}
