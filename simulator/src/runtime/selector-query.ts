import { holderOf, ownerOf } from './drawn.js'
import { datasets } from './elements/event-object.js'

type Answer = Record<string, unknown>
type Result = Answer | null | (Answer | null)[]
type Done = (result: Result) => void

/** What `fields` may be asked for. */
interface Fields {
  id?: boolean
  dataset?: boolean
  rect?: boolean
  size?: boolean
  scrollOffset?: boolean
  properties?: string[]
  computedStyle?: string[]
}

interface Asked {
  selector: string | undefined
  isAll: boolean
  measure: (element: Element) => Answer
  done: Done | undefined
}

/** Tags in a selector are elements of the platform. */
const inBrowser = (selector: string) => selector.replace(/(^|[\s>+~,])(?=[a-z])/g, '$1a-')

const rect = (element: Element): Answer => {
  const { left, top, right, bottom, width, height } = element.getBoundingClientRect()
  return { id: element.id, dataset: datasetOf(element), left, top, right, bottom, width, height }
}

const scroll = ({ scrollTop, scrollLeft, scrollWidth, scrollHeight }: Element): Answer => ({
  ...{ scrollTop, scrollLeft, scrollWidth, scrollHeight },
})

const datasetOf = (element: Element) => ({ ...datasets.get(element) })

function fieldsOf(element: Element, fields: Fields): Answer {
  const { left, top, right, bottom, width, height } = rect(element)
  const style = fields.computedStyle && getComputedStyle(element)
  return {
    ...(fields.id && { id: element.id }),
    ...(fields.dataset && { dataset: datasetOf(element) }),
    ...(fields.rect && { left, top, right, bottom }),
    ...(fields.size && { width, height }),
    ...(fields.scrollOffset && scroll(element)),
    ...Object.fromEntries((fields.properties ?? []).map((name) => [name, propertyOf(element, name)])),
    ...Object.fromEntries(
      (fields.computedStyle ?? []).map((name) => [name, style?.getPropertyValue(kebab(name))]),
    ),
  }
}

const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

/** What a field holds is on the browser's own part of it. */
function propertyOf(element: Element, name: string): unknown {
  const field = element.querySelector(':scope > input, :scope > textarea')
  if (name === 'value' && field) return (field as HTMLInputElement).value
  return element.getAttribute(kebab(name)) ?? undefined
}

/** The elements that a selector names: in the page, or only those of one component's own template. */
export function findElements(
  page: Element | Document | undefined,
  component: object | undefined,
  selector: string,
): Element[] {
  if (selector.trim() === '') return []
  const found = [...(page?.querySelectorAll(inBrowser(selector)) ?? [])]
  return component ? found.filter((element) => ownerOf(element) === component) : found
}

/**
 * `my.createSelectorQuery`, and that of a component, which sees its own template only. It measures after the drawing
 * that is under way: `setData`, then a query, gives what was just drawn.
 */
export function createSelectorQuery(page: () => Element | undefined, component?: object) {
  const queries: Asked[] = []
  let place = component
  let isAll = false
  let selector: string | undefined
  const ask = (measure: Asked['measure'], done?: Done) => {
    queries.push({ selector, isAll, measure, done: typeof done === 'function' ? done : undefined })
    return query
  }
  const answer = ({ selector: wanted, isAll: all, measure }: Asked): Result => {
    const around = page()
    if (wanted === undefined) return around ? measure(around) : null
    const found = findElements(around, place, wanted).map(measure)
    return all ? found : (found[0] ?? null)
  }
  const query = {
    select(wanted: string) {
      ;[selector, isAll] = [wanted, false]
      return query
    },
    selectAll(wanted: string) {
      ;[selector, isAll] = [wanted, true]
      return query
    },
    selectViewport() {
      ;[selector, isAll] = [undefined, false]
      return query
    },
    in(other?: object) {
      // A page, or an object of a framework, means all that is on the page.
      place = other && holderOf(other) ? other : undefined
      return query
    },
    boundingClientRect: (done?: Done) => ask(rect, done),
    scrollOffset: (done?: Done) => ask(scroll, done),
    fields: (fields: Fields = {}, done?: Done) => ask((element) => fieldsOf(element, fields), done),
    exec(done?: (results: Result[]) => void) {
      setTimeout(() => {
        const results = queries.map((asked) => {
          const result = answer(asked)
          asked.done?.(result)
          return result
        })
        if (typeof done === 'function') done(results)
      }, 0)
      return query
    },
  }
  return query
}
