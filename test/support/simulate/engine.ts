/** A component as WeChat's engine sees it. */
export interface NativeInstance {
  readonly data: Record<string, unknown>
  setData(data: Record<string, unknown>): void
}

/** A DOM node that the engine drew, with what it keeps beside it: it copies no role and no aria to the DOM. */
export interface EngineElement extends HTMLElement {
  __wxElement?: { _vt?: { attrs: { name: string; value: unknown }[] } }
}
