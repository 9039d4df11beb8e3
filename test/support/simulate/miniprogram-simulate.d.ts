/**
 * What we use of miniprogram-simulate. Its own types bring WeChat's globals, which clash with Alipay's, so
 * tsconfig.json maps the package to this file.
 */
export interface EngineRoot {
  readonly dom: HTMLElement
  setData(data: Record<string, unknown>): void
  attach(parent: HTMLElement): void
  detach(): void
}

/** Registers a component and gives its id. */
export function load(definition: object): string
export function render(id: string): EngineRoot
