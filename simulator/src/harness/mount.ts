import { Component, type ComponentChildren, h, render } from 'preact'
import { drawComponent } from '../runtime/component-host.js'
import { keepPage } from '../runtime/drawn.js'
import { createInstance, type Instance } from '../runtime/instance.js'
import { LoopGuard } from '../runtime/loop-guard.js'
import type { SlotEntry } from '../runtime/render-context.js'
import type { Unit } from '../runtime/render-context.js'
import type { Bag } from '../runtime/world.js'
import { type Screen, screenOf } from './found-element.js'
import type { HarnessParts } from './parts.js'

export interface MountOptions {
  /** Text in the component's slots, by slot name; `''` is the slot without a name. */
  slots?: Record<string, string>
}

/** A component on a page of its own. */
export interface MountedComponent extends Screen {
  /** Changes props that `mount` was given, all at once. */
  setProps(props: Bag): Promise<void>
  /** Takes props away, as a tag that no longer gives them. */
  removeProps(...names: string[]): Promise<void>
  /** `this` of the component: props, data, methods. */
  instance: Instance
  data(): Bag
  /** What went through setData so far, inner components included. */
  changes(): Bag[]
  unmount(): Promise<void>
}

interface OwnerProps {
  unit: Unit
  given: Bag
  slots: SlotEntry[]
  parts: HarnessParts
  /** The element of the page. */
  place: Element
  made(owner: Owner): void
}

/** Stands for the page around the component. */
class Owner extends Component<OwnerProps, { given: Bag }> {
  override state = { given: this.props.given }
  instance: Instance | undefined
  private readonly page = createInstance(
    'test/page',
    {},
    {},
    {
      world: this.props.parts.world,
      guard: new LoopGuard('test/page', this.props.parts.world),
      willChange: () => undefined,
      redraw: () => undefined,
    },
  )

  override componentDidMount(): void {
    this.props.made(this)
  }

  override render(): ComponentChildren {
    const { unit, slots, parts } = this.props
    const { page } = this
    keepPage(page, this.props.place)
    const made = (instance: Instance) => {
      this.instance = instance
    }
    return drawComponent({
      unit,
      tag: 'test',
      owner: page,
      given: this.state.given,
      slots,
      world: parts.world,
      page,
      made,
      depth: 0,
    })
  }
}

export async function mountComponent(
  parts: HarnessParts,
  path: string,
  props: Bag,
  { slots = {} }: MountOptions,
): Promise<MountedComponent> {
  const unit = await parts.loader(parts.root).load(path)
  const place = document.body.appendChild(document.createElement('a-page'))
  const changes: Bag[] = []
  const listen = (_path: string, change: Bag) => changes.push(change)
  parts.changeListeners.add(listen)
  const made: { owner?: Owner } = {}
  const entries = Object.entries(slots).map(([name, text]): SlotEntry => [name, () => text])
  const keep = (owner: Owner) => {
    made.owner = owner
  }
  render(h(Owner, { made: keep, unit, given: props, slots: entries, parts, place }), place)
  await parts.flush()
  const { owner } = made
  const instance = owner?.instance
  if (!owner || !instance) throw new Error(`${unit.path} was not drawn`)
  const give = async (given: Bag) => {
    owner.setState({ given })
    await parts.flush()
  }
  return {
    ...screenOf(place, parts.flush),
    instance,
    setProps: (more: Bag) => give({ ...owner.state.given, ...more }),
    removeProps: (...names: string[]) =>
      give(Object.fromEntries(Object.entries(owner.state.given).filter(([name]) => !names.includes(name)))),
    data: () => instance.data,
    changes: () => changes,
    async unmount() {
      render(null, place)
      place.remove()
      parts.changeListeners.delete(listen)
      await parts.flush()
    },
  }
}
