import type { AppJson } from '../project/app-json.js'
import type { Router } from '../runtime/router.js'
import { createTitleBar, type TitleOptions } from './title-bar.js'

/** Title bar and tab bar around the pages. */
export interface Chrome {
  /** Where pages are put. */
  pages: HTMLElement
  setTitle(options: TitleOptions): void
  /** Another page is on top. */
  show(page: object, about: { path: string; title: string; depth: number }): void
}

/** `hasTitle` is false where the page around this one draws the title bar. */
export function createChrome(
  root: HTMLElement,
  app: Pick<AppJson, 'tabs' | 'tabBar' | 'window'>,
  router: () => Router,
  hasTitle: boolean,
): Chrome {
  const titleBar = createTitleBar(root, {
    isDrawn: hasTitle,
    color: app.window['titleBarColor'],
    goBack: () => router().navigateBack(),
  })
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
  return {
    pages,
    setTitle: (options) => titleBar.set(options),
    show(page, { path, title, depth }) {
      titleBar.show(page, title, depth > 1)
      tabs.hidden = !buttons.some(({ pagePath }) => pagePath === path)
      for (const { pagePath, mark } of buttons) mark(pagePath === path)
    },
  }
}
