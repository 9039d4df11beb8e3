import type { AppJson } from '../project/app-json.js'
import type { Router } from '../runtime/router.js'

/** Title bar and tab bar around the pages. */
export interface Chrome {
  /** Where pages are put. */
  pages: HTMLElement
  setTitle(options: { title?: string; backgroundColor?: string }): void
  /** Another page is on top. */
  show(page: { path: string; title: string; depth: number }): void
}

/** `hasTitle` is false where whoever shows the program draws its own title bar. */
export function createChrome(
  root: HTMLElement,
  app: Pick<AppJson, 'tabs' | 'tabBar' | 'window'>,
  router: () => Router,
  hasTitle: boolean,
): Chrome {
  const bar = root.appendChild(document.createElement('header'))
  bar.className = 'a-title'
  bar.hidden = !hasTitle
  const back = bar.appendChild(document.createElement('button'))
  back.textContent = '‹'
  back.setAttribute('aria-label', 'Back')
  back.onclick = () => router().navigateBack()
  const title = bar.appendChild(document.createElement('span'))
  bar.appendChild(document.createElement('i'))
  const pages = root.appendChild(document.createElement('main'))
  pages.className = 'a-pages'
  const tabs = root.appendChild(document.createElement('nav'))
  tabs.className = 'a-tabs'
  const { backgroundColor, textColor, selectedColor } = app.tabBar
  if (typeof backgroundColor === 'string') tabs.style.background = backgroundColor
  if (typeof textColor === 'string') tabs.style.setProperty('--a-tab', textColor)
  if (typeof selectedColor === 'string') tabs.style.setProperty('--a-tab-selected', selectedColor)
  const buttons = app.tabs.map(({ pagePath, name, icon, activeIcon }) => {
    const button = tabs.appendChild(document.createElement('button'))
    const image = icon ? button.appendChild(document.createElement('img')) : undefined
    button.append(name)
    button.onclick = () => router().switchTab(`/${pagePath}`)
    const mark = (isSelected: boolean) => {
      if (image) image.src = `/${((isSelected && activeIcon) || icon).replace(/^\//, '')}`
      if (isSelected) button.setAttribute('aria-current', 'page')
      else button.removeAttribute('aria-current')
    }
    return { pagePath, mark }
  })
  const color = app.window['titleBarColor']
  if (typeof color === 'string') bar.style.background = color
  const setTitle: Chrome['setTitle'] = (options) => {
    if (options.title !== undefined) title.textContent = document.title = options.title
    if (options.backgroundColor !== undefined) bar.style.background = options.backgroundColor
  }
  return {
    pages,
    setTitle,
    show(page) {
      setTitle({ title: page.title })
      back.disabled = page.depth < 2
      tabs.hidden = !buttons.some(({ pagePath }) => pagePath === page.path)
      for (const { pagePath, mark } of buttons) mark(pagePath === page.path)
    },
  }
}
