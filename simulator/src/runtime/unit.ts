import type { ComponentChildren } from 'preact'
import type { RenderContext } from './render-context.js'

export type Bag = Record<string, unknown>
// A method of a mini program takes and returns what its author likes.
export type Method = (this: unknown, ...values: unknown[]) => unknown

export type Draw = (context: RenderContext, scope: Bag) => ComponentChildren[]

export interface Template {
  root: Draw
}

/** What compiled axml is: `sjs` are the modules it imports. */
export type TemplateFactory = (sjs: unknown[]) => Template

/** A component or page, loaded and ready to be made. */
export interface Unit {
  /** As in app.json or usingComponents, from the root and without a suffix. */
  path: string
  template: Template
  /** What the script passed to Component or Page. */
  options: Bag
  using: Record<string, Unit>
  /** Put on every element of the template where its styles must not leak out. */
  scopeAttribute?: string | undefined
}

/** What a running program tells whoever runs it. */
export interface World {
  /** An error of the mini program's code or of its template. */
  report(error: unknown): void
  /** Something that works otherwise on a device. */
  warn(message: string): void
  /** A component or page changed its data. */
  dataChanged(path: string, change: Bag): void
  /** `10rpx` in an inline style, as the browser knows it. */
  rpx(value: number): string
}
