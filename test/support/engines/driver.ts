// What a test does in a browser, whichever it is: the least that Chromium, Firefox and WebKit can all be told.

export type Key = 'Tab' | 'Shift+Tab' | 'Escape' | 'Enter'

/** One browser with one tab. `frame` is the selector of an iframe in the page; its address may be foreign. */
export interface Engine {
  open(url: string): Promise<void>
  /** Runs in the page. The function travels as text: it sees its arguments only, and answers at once. */
  evaluate<Args extends unknown[], Result>(
    run: (...args: Args) => Result,
    args: Args,
    frame?: string,
  ): Promise<Result>
  /** A real pointer, in pixels of the tab's viewport. */
  clickAt(x: number, y: number): Promise<void>
  wheelAt(x: number, y: number, deltaY: number): Promise<void>
  press(key: Key): Promise<void>
  close(): Promise<void>
}

export interface EngineOptions {
  /** The system prefers dark. The browser is told as by its system, when it starts. */
  isDark?: boolean
}

/** The same in all of them. WebKit's window can't be narrower than 447 pixels. */
export const viewport = { width: 1280, height: 900 }
