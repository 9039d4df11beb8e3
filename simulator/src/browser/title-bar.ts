import { listenForOuterBack, tellOuterTitle } from './outer-title.js'

export interface TitleOptions {
  title?: string
  backgroundColor?: string
}

export interface TitleBar {
  /** As `my.setNavigationBar`: the page on top keeps it, also while others lie over it. */
  set(options: TitleOptions): void
  /** Another page is on top. */
  show(page: object, title: string, canGoBack: boolean): void
}

/** `isDrawn` is false where the page around this one draws the title bar: it is told what to draw. */
export function createTitleBar(
  root: HTMLElement,
  options: { isDrawn: boolean; color: unknown; goBack: () => void },
): TitleBar {
  const bar = root.appendChild(document.createElement('header'))
  bar.className = 'a-title'
  bar.hidden = !options.isDrawn
  const back = bar.appendChild(document.createElement('button'))
  back.textContent = '‹'
  back.setAttribute('aria-label', 'Back')
  back.onclick = options.goBack
  const name = bar.appendChild(document.createElement('span'))
  bar.appendChild(document.createElement('i'))

  const kept = new WeakMap<object, TitleOptions>()
  let top: object = {}
  const draw = ({ title, backgroundColor }: TitleOptions) => {
    name.textContent = document.title = title ?? ''
    const color = backgroundColor ?? options.color
    bar.style.background = typeof color === 'string' ? color : ''
    if (!options.isDrawn) tellOuterTitle({ title: document.title, canGoBack: !back.disabled })
  }
  if (!options.isDrawn)
    listenForOuterBack(() => {
      if (!back.disabled) options.goBack()
    })
  return {
    set(change) {
      kept.set(top, { ...kept.get(top), ...change })
      draw(kept.get(top) ?? {})
    },
    show(page, title, canGoBack) {
      top = page
      back.disabled = !canGoBack
      if (!kept.has(page)) kept.set(page, { title })
      draw(kept.get(page) ?? {})
    },
  }
}
