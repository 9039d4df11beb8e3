import type { Bag } from './world.js'

/** A component that stands in a template. */
export interface UsedComponent {
  instance: object
  tag: string
  /** Props as the tag gives them now. */
  given: () => Bag
}

const owners = new WeakMap<Element, object>()
const used = new WeakMap<object, Set<UsedComponent>>()
const holders = new WeakMap<object, object>()

/** The element is of this component's or page's own template. */
export function keepOwner(element: Element, owner: object): void {
  owners.set(element, owner)
}

export const ownerOf = (element: Element): object | undefined => owners.get(element)

const pages = new WeakMap<object, Element>()

/** The page's element in the document. */
export function keepPage(page: object, element: Element): void {
  pages.set(page, element)
}

export const elementOfPage = (page: unknown): Element | undefined =>
  typeof page === 'object' && page !== null ? pages.get(page) : undefined

/** The component is on a tag of the owner's template until the returned function is called. */
export function keepUsed(owner: object, component: UsedComponent): () => void {
  const known = used.get(owner) ?? new Set()
  used.set(owner, known.add(component))
  holders.set(component.instance, owner)
  return () => known.delete(component)
}

/** Who wrote the tag that the component is on. */
export const holderOf = (instance: object): object | undefined => holders.get(instance)

/**
 * The components in an owner's template that a selector names: a tag, `#id` and `.class` as the tag gives them. A
 * component has no element, so of a longer selector only the last part can be looked at.
 */
export function usedComponents(owner: object, selector: string): UsedComponent[] {
  const wanted = selector.split(',').map(
    (part) =>
      part
        .trim()
        .split(/[\s>+~]+/)
        .at(-1) ?? '',
  )
  return [...(used.get(owner) ?? [])].filter((component) => wanted.some((part) => isNamed(component, part)))
}

function isNamed({ tag, given }: UsedComponent, part: string): boolean {
  const { id, class: names, className } = given()
  const classes = [names, className].flatMap((value) => (typeof value === 'string' ? value.split(/\s+/) : []))
  const conditions = part.match(/[#.]?[^#.]+/g) ?? []
  return (
    conditions.length > 0 &&
    conditions.every((condition) => {
      if (condition.startsWith('#')) return String(id) === condition.slice(1)
      if (condition.startsWith('.')) return classes.includes(condition.slice(1))
      return tag === condition
    })
  )
}
