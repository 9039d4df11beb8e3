import { setImmediate } from 'node:timers'
import { join } from 'node:path'
import { type Drawn, drawnIn } from './drawn-tree.js'

/** What is used of it. Its own types bring WeChat's globals. */
interface Engine {
  load(path: string, tag: string, options: { rootPath: string }): string
  render(id: string, props: object): { attach(place: Element): void; detach(): void }
}
const engine = jest.requireActual<Engine>('miniprogram-simulate')

type Register = (options: { options?: object }) => void
const world = globalThis as unknown as { Component: Register }
/** The engine's own: it stands on the global object where ours comes to stand too. */
const register = world.Component
const ids = new Map<string, string>()

/** The engine draws nothing at the root of a component that has no element of its own. */
const withElement: Register = (given) =>
  register({ ...given, options: { ...given.options, virtualHost: false } })

function idOf(root: string, path: string): string {
  const known = ids.get(path)
  if (known) return known
  // A script registers its component while it runs: one that another component has run before runs again.
  jest.resetModules()
  world.Component = withElement
  const id = engine.load(join(root, path), 'main', { rootPath: root })
  ids.set(path, id)
  return id
}

/** The first tree of a component of antd-mini's WeChat build, on miniprogram-simulate. */
export async function drawOnWechat(root: string, path: string, props: object): Promise<Drawn['children']> {
  const component = engine.render(idOf(root, path), { ...props })
  const place = document.body.appendChild(document.createElement('div'))
  component.attach(place)
  // It answers JSAPIs by a timer: one that is set after them comes after them.
  await new Promise<void>((resolve) => setTimeout(resolve, 0))
  await new Promise<void>((resolve) => setImmediate(resolve))
  const drawn = drawnIn(place, {
    tagOf: ({ localName }) => (localName.startsWith('wx-') ? localName.slice(3) : undefined),
    // It puts a component's tag before each class.
    classOf: (name) => name.replace(/^.*?--/, ''),
  })
  component.detach()
  place.remove()
  return drawn
}
