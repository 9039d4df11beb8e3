import { join } from 'node:path'
import { setImmediate } from 'node:timers'
import * as engine from 'miniprogram-simulate'
import type { ComponentHarness, FoundElement, MountedComponent } from '../component-harness'
import type { AlipayComponent } from './alipay-component'
import type { EngineElement } from './engine'
import { loadComponent } from './load-component'

const components = join(__dirname, '..', '..', '..', 'components')

/** The macro task comes after all micro tasks; taken from Node, so that fake timers don't hold it. */
const settle = () => new Promise<void>((resolve) => setImmediate(resolve))

export const simulateHarness: ComponentHarness = {
  engine: 'miniprogram-simulate',

  async mount(name, props) {
    const changes: Record<string, unknown>[] = []
    const created: { path: string; component: AlipayComponent }[] = []
    const path = join(components, name, 'index')
    const { id } = await loadComponent(path, name, Object.keys(props), {
      created: (of, component) => created.push({ path: of, component }),
      setData: (_, change) => changes.push(change),
    })
    const moves = { count: 0 }
    const root = engine.render(pageWith(name, id, props, () => (moves.count += 1)))
    const place = document.body.appendChild(document.createElement('div'))
    root.attach(place)
    await settle()
    return mounted({ root, place, changes, path, created, moves })
  },
}

/** A page with nothing but the component on it, and the props in its data. */
const pageWith = (tag: string, id: string, props: Record<string, unknown>, moved: () => void) =>
  engine.load({
    template: `<view bind:touchmove="moved"><${tag} ${Object.keys(props)
      .map((name) => `${name}="{{${name}}}"`)
      .join(' ')} /></view>`,
    methods: { moved },
    usingComponents: { [tag]: id },
    data: props,
  })

interface Mount {
  root: engine.EngineRoot
  place: HTMLElement
  changes: Record<string, unknown>[]
  path: string
  created: { path: string; component: AlipayComponent }[]
  moves: { count: number }
}

function mounted({ root, place, changes, path, created, moves }: Mount): MountedComponent {
  const elements = () => [...place.querySelectorAll<EngineElement>('*')]
  const oneOf = (found: FoundElement[], what: string) => {
    if (!found[0]) throw new Error(`no element ${what}; on the screen: ${JSON.stringify(textsIn(place))}`)
    return found[0]
  }
  const allByClass = (name: string) =>
    elements()
      .filter((element) => element.classList.contains(name))
      .map(found)
  return {
    async setProps(props) {
      root.setData(props)
      await settle()
    },
    texts: () => textsIn(place),
    byText: (text) =>
      oneOf(
        elements()
          .filter((element) => element.textContent.trim() === text)
          .map(found)
          .reverse(),
        `with the text "${text}"`,
      ),
    byClass: (name) => oneOf(allByClass(name), `of class ${name}`),
    allByClass,
    data: () => created.find((one) => one.path === path)?.component.self.data ?? {},
    moves: () => moves.count,
    changes: () => changes,
    async unmount() {
      root.detach()
      place.remove()
      await settle()
    },
    settle,
  }
}

function textsIn(place: HTMLElement): string[] {
  const walker = document.createTreeWalker(place, NodeFilter.SHOW_TEXT)
  const texts: string[] = []
  while (walker.nextNode()) texts.push(walker.currentNode.textContent?.trim() ?? '')
  return texts.filter((text) => text !== '')
}

const found = (element: EngineElement): FoundElement => ({
  text: element.textContent.trim(),
  classes: [...element.classList],
  attribute(name) {
    const value = element.__wxElement?._vt?.attrs.find((attr) => attr.name === name)?.value
    return typeof value === 'string' || value === undefined ? value : JSON.stringify(value)
  },
  async tap() {
    touch(element, 'touchstart')
    touch(element, 'touchend')
    await settle()
  },
  async move() {
    touch(element, 'touchstart')
    touch(element, 'touchmove')
    await settle()
  },
})

function touch(element: EngineElement, type: 'touchstart' | 'touchmove' | 'touchend'): void {
  const point = { identifier: 1, pageX: 0, pageY: 0 }
  const touches = type === 'touchend' ? [] : [point]
  const event = new Event(type, { bubbles: true })
  element.dispatchEvent(Object.assign(event, { touches, changedTouches: [point] }))
}
