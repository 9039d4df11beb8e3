/** What a component test may ask of an engine. Any engine that runs our components implements it. */
export interface ComponentHarness {
  /** Name of the engine, for messages. */
  readonly engine: string
  /** Puts a component on a page, e.g. `subscribe-message`; function props are the page's methods. */
  mount(component: string, props: Record<string, unknown>): Promise<MountedComponent>
}

export interface MountedComponent {
  /** Changes props that `mount` was given, all at once. */
  setProps(props: Record<string, unknown>): Promise<void>
  /** Every string on the screen, in reading order. */
  texts(): string[]
  /** The innermost element with exactly this text; throws if there is none. */
  byText(text: string): FoundElement
  /** The first element of this class; throws if there is none. */
  byClass(name: string): FoundElement
  allByClass(name: string): FoundElement[]
  /** The component's own data. */
  data(): Record<string, unknown>
  /** How many touch moves came up to the page, which would scroll by them. */
  moves(): number
  /** What went through setData so far, inner components included. */
  changes(): Record<string, unknown>[]
  unmount(): Promise<void>
  /** Lets everything happen that needs no timer. */
  settle(): Promise<void>
}

export interface FoundElement {
  readonly text: string
  readonly classes: string[]
  /** An attribute as text, e.g. `role`; undefined where the template gives none. */
  attribute(name: string): string | undefined
  tap(): Promise<void>
  /** A finger that moves on it. */
  move(): Promise<void>
}
