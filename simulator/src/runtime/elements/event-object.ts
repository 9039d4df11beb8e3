import type { Bag } from '../world.js'

/** Data of elements that have `data-*`, with their types. */
export const datasets = new WeakMap<EventTarget, Bag>()

/** What a handler gets. */
export interface MiniEvent {
  type: string
  timeStamp: number
  target: EventPlace
  currentTarget: EventPlace
  detail: Bag
  touches?: TouchPoint[]
  changedTouches?: TouchPoint[]
}

export interface EventPlace {
  id: string
  tagName: string
  dataset: Bag
}

interface TouchPoint {
  identifier: number
  clientX: number
  clientY: number
  pageX: number
  pageY: number
}

/** The platform's form of a browser's event. `detail` replaces the coordinates. */
export function miniEvent(type: string, event: Event, current: EventTarget | null, detail?: Bag): MiniEvent {
  const touches = touchesOf(event, 'touches')
  const changedTouches = touchesOf(event, 'changedTouches')
  return {
    type,
    timeStamp: event.timeStamp,
    target: placeOf(nearest(event.target)),
    currentTarget: placeOf(current),
    detail: detail ?? givenDetail(event) ?? coordinatesOf(event),
    ...(touches && { touches }),
    ...(changedTouches && { changedTouches }),
  }
}

/** The mini program's element around a part that only the browser has. */
function nearest(target: EventTarget | null): EventTarget | null {
  let element = target instanceof Element ? target : null
  while (element && !element.localName.startsWith('a-')) element = element.parentElement
  return element
}

function placeOf(target: EventTarget | null): EventPlace {
  if (!(target instanceof Element)) return { id: '', tagName: '', dataset: {} }
  return { id: target.id, tagName: target.localName.replace(/^a-/, ''), dataset: { ...datasets.get(target) } }
}

/** A custom event brings its own. */
function givenDetail(event: Event): Bag | undefined {
  const given: unknown = 'detail' in event ? event.detail : undefined
  return typeof given === 'object' && given !== null ? (given as Bag) : undefined
}

function coordinatesOf(event: Event): Bag {
  if (!('clientX' in event) || !('clientY' in event)) return {}
  const { clientX, clientY } = event as MouseEvent
  return { x: clientX, y: clientY, clientX, clientY, pageX: clientX, pageY: clientY }
}

function touchesOf(event: Event, name: 'touches' | 'changedTouches'): TouchPoint[] | undefined {
  if (!(name in event)) return undefined
  const touches = Array.from((event as unknown as Record<typeof name, ArrayLike<Partial<Touch>>>)[name])
  return touches.map(({ identifier = 0, clientX = 0, clientY = 0, pageX = clientX, pageY = clientY }) => ({
    identifier,
    clientX,
    clientY,
    pageX,
    pageY,
  }))
}
