/** What a program that is shown without a title bar says to the page around it, which draws one. */
export interface OuterTitle {
  simulator: 'title'
  title: string
  canGoBack: boolean
}

/** Where there is no page around this one, nobody hears it. */
export function tellOuterTitle(title: Omit<OuterTitle, 'simulator'>): void {
  if (parent !== window) parent.postMessage({ simulator: 'title', ...title } satisfies OuterTitle, '*')
}

/** Only the page around this one may go back: its message is `{ simulator: 'back' }`. */
export function listenForOuterBack(back: () => void): void {
  addEventListener('message', ({ source, data }: MessageEvent<unknown>) => {
    const asked = data as { simulator?: unknown } | null
    if (parent !== window && source === parent && asked?.simulator === 'back') back()
  })
}
