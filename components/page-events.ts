import { saysNothing } from '../src/options.js'
import { callPageCode } from '../src/page-code.js'
import { warn } from './platform.js'
import type { EventSource, TagAttributes } from './tags.js'

/** The platform gives a component its `data-*` attributes as props of that name. */
function sourceOf(props: object): EventSource {
  const { id } = props as TagAttributes
  const dataset: EventSource['dataset'] = {}
  for (const [name, value] of Object.entries(props)) {
    if (!/^data-./.test(name)) continue
    const key = name.slice('data-'.length).replace(/-+(\w)/g, (_, letter: string) => letter.toUpperCase())
    dataset[key] = value
  }
  return { id: saysNothing(id) ? '' : String(id), dataset }
}

/** Calls the page's handler of a value, and the one of an event that has the value as its detail. */
export function tellPage<Props extends object>(
  props: Props,
  ofValue: keyof Props & string,
  ofEvent: keyof Props & string,
  detail: unknown,
): void {
  const call = (name: keyof Props & string, value: unknown): void => {
    const handler = props[name] as ((value: unknown) => unknown) | undefined
    callPageCode(warn, name, handler, value)
  }
  call(ofValue, detail)
  // Taro adds to what it gets, so each event is new.
  const source = sourceOf(props)
  call(ofEvent, {
    type: ofEvent.charAt(2).toLowerCase() + ofEvent.slice(3),
    timeStamp: Date.now(),
    detail,
    target: source,
    currentTarget: { ...source },
  })
}
