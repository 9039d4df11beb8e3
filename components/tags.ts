/**
 * Shaped like an event of the platform, for frameworks that find a page's handler by it. Taro looks it up by
 * `currentTarget.dataset.sid` and the type, and drops what is not an event.
 */
export interface PageEvent<Detail> {
  /** The handler's name without `on`: `result` for `onResult`. */
  type: string
  timeStamp: number
  /** What the handler without an event gets. */
  detail: Detail
  target: EventSource
  currentTarget: EventSource
}

export interface EventSource {
  /** The tag's `id`. */
  id: string
  /** The tag's `data-*` attributes: `data-item-id` is `itemId`. */
  dataset: Record<string, unknown>
}

/** What a page may write on each of our tags. */
export interface TagAttributes {
  /** Comes back in events. */
  id?: string
  [data: `data-${string}`]: unknown
}
