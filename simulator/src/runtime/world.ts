export type Bag = Record<string, unknown>
// A method of a mini program takes and returns what its author likes.
export type Method = (this: unknown, ...values: unknown[]) => unknown

/** What a running program tells whoever runs it. */
export interface World {
  /** An error of the mini program's code or of its template. */
  report(error: unknown): void
  /** Something that works otherwise on a device. */
  warn(message: string): void
  /** A component or page changed its data. */
  dataChanged(path: string, change: Bag): void
  /** Calls back after everything that happens without a timer. */
  later(run: () => void): void
  /** `10rpx` in an inline style, as the browser knows it. */
  rpx(value: number): string
}
