type Query = { kind: string; selector: string | undefined }
type Result = Record<string, unknown> | Result[] | null

/** Tags in a selector are elements of the platform. */
const inBrowser = (selector: string) => selector.replace(/(^|[\s>+~,])(?=[a-z])/g, '$1a-')

const rect = (element: Element): Record<string, unknown> => {
  const { left, top, right, bottom, width, height } = element.getBoundingClientRect()
  return { id: element.id, left, top, right, bottom, width, height }
}

const scroll = (element: Element): Record<string, unknown> => ({
  scrollTop: element.scrollTop,
  scrollLeft: element.scrollLeft,
})

/** `my.createSelectorQuery`: asks the page that is open about its elements. */
export function selectors(page: () => Element | undefined) {
  return {
    createSelectorQuery: () => {
      const queries: Query[] = []
      let all = false
      let selector: string | undefined
      const ask = (kind: string) => {
        queries.push({ kind: all ? `${kind} of all` : kind, selector })
        return query
      }
      const query = {
        select(wanted: string) {
          ;[selector, all] = [wanted, false]
          return query
        },
        selectAll(wanted: string) {
          ;[selector, all] = [wanted, true]
          return query
        },
        selectViewport() {
          ;[selector, all] = [undefined, false]
          return query
        },
        in: () => query,
        boundingClientRect: () => ask('rect'),
        scrollOffset: () => ask('scroll'),
        exec(done?: (results: Result[]) => void) {
          const results = queries.map((asked) => answer(asked, page()))
          // After the drawing that is under way.
          setTimeout(() => done?.(results), 0)
          return query
        },
      }
      return query
    },
  }
}

function answer({ kind, selector }: Query, page: Element | undefined): Result {
  if (!page) return kind.endsWith('of all') ? [] : null
  const measure = kind.startsWith('rect') ? rect : scroll
  if (selector === undefined) return measure(page)
  const found = [...page.querySelectorAll(inBrowser(selector))].map(measure)
  return kind.endsWith('of all') ? found : (found[0] ?? null)
}
