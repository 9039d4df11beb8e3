// What a test does in a browser, whichever it is: the least that Chromium, Firefox and WebKit can all be told.

/** Named as `KeyboardEvent.key` says. */
export type Key = 'Tab' | 'Shift' | 'Escape' | 'Enter' | ' ' | 'x' | 'PageDown'
export type KeyStep = { down: Key } | { up: Key }
export type PointerStep = { x: number; y: number } | 'down' | 'up'

/** One browser with one tab. `frame` is the selector of an iframe in the page; its address may be foreign. */
export interface Engine {
  open(url: string): Promise<void>
  /** Runs in the page. The function travels as text: it sees its arguments only, and answers at once. */
  evaluate<Args extends unknown[], Result>(
    run: (...args: Args) => Result,
    args: Args,
    frame?: string,
  ): Promise<Result>
  /** A real mouse, in pixels of the tab's viewport. What is down stays down until a later call. */
  pointer(...steps: PointerStep[]): Promise<void>
  /** A finger. */
  tap(x: number, y: number): Promise<void>
  wheelAt(x: number, y: number, deltaY: number): Promise<void>
  /** A real keyboard. A key that goes down twice is held. */
  keys(...steps: KeyStep[]): Promise<void>
  /** The tab's viewport; what opens next has the usual one again. */
  resize(size: { width: number; height: number }): Promise<void>
  /** A preference of the system, for the page of now; only where `cannot` does not name it. */
  prefer(feature: 'forced-colors' | 'prefers-reduced-motion', value: string): Promise<void>
  close(): Promise<void>
}

/** The same in all of them. WebKit's window can't be narrower than 447 pixels. */
export const viewport = { width: 1280, height: 900 }
