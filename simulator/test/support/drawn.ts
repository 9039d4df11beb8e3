import { inline } from './inline.js'

export interface Told {
  type: string
  detail: Record<string, unknown>
  target: { id: string; tagName: string; dataset: Record<string, unknown> }
  currentTarget: { id: string; tagName: string; dataset: Record<string, unknown> }
}

/** Draws axml whose handlers are all `told`. */
export async function drawn(axml: string, data: object = {}) {
  const told: Told[] = []
  const harness = inline({
    box: { axml, options: { data, methods: { told: (event: Told) => told.push(event) } } },
  })
  const screen = await harness.mount('box')
  const first = (tag: string) => screen.allByTag(tag)[0]!
  return {
    harness,
    screen,
    told,
    first,
    /** Type and value of each event. */
    values: () => told.map(({ type, detail }) => [type, detail['value']]),
    /** A part that only the browser has. */
    part: (selector: string) => document.querySelector<HTMLElement>(selector) ?? undefined,
    set: async (change: object) => {
      screen.instance.setData({ ...change })
      await harness.flush()
    },
  }
}
