import { h, render } from 'preact'
import { keepPage } from './drawn.js'
import type { Instance } from './instance.js'
import { callLifecycle, PageHost } from './page-host.js'
import { tellPageLifetime } from './page-lifetimes.js'
import { followPull, followScroll } from './page-scroll.js'
import type { Unit } from './render-context.js'
import type { World } from './world.js'

export interface OpenPage {
  unit: Unit
  instance: Instance
  container: HTMLElement
}

export interface RouterOptions {
  /** Where pages are put. */
  root: HTMLElement
  world: World
  pageOf: (path: string) => Unit | undefined
  /** Paths of the tab bar's pages. */
  tabs: readonly string[]
  /** The page on top is another one. */
  changed: (page: OpenPage) => void
}

/** As on the platform: so many pages lie on each other, not more. */
const deepest = 10
/** So many pages opened without a pause are a loop. */
const mostOpened = 50

/** The pages that are open, the last one on the screen. */
export class Router {
  readonly stack: OpenPage[] = []
  /** Pages of the tab bar stay as they are when another tab is shown. */
  private readonly restingTabs = new Map<string, OpenPage>()

  /** Paths that were opened since the last pause. */
  private readonly opened: string[] = []

  constructor(private readonly options: RouterOptions) {}

  get top(): OpenPage | undefined {
    return this.stack.at(-1)
  }

  navigateTo(url: string): void {
    if (this.options.tabs.includes(pathOf(url, this.top)))
      throw new Error(`${url} is a page of the tab bar: use my.switchTab`)
    if (this.stack.length >= deepest)
      throw new Error(`${deepest} pages are open: use my.redirectTo or my.navigateBack`)
    const unit = this.unitOf(url)
    this.hideTop()
    this.open(unit, url)
  }

  redirectTo(url: string): void {
    const unit = this.unitOf(url)
    this.closeTop()
    this.open(unit, url)
  }

  reLaunch(url: string): void {
    const unit = this.unitOf(url)
    this.closeAll()
    this.open(unit, url)
  }

  navigateBack(delta = 1): void {
    const count = Math.min(delta, this.stack.length - 1)
    for (let closed = 0; closed < count; closed += 1) this.closeTop()
    if (count > 0) this.showTop()
  }

  switchTab(url: string): void {
    const path = pathOf(url, this.top)
    if (!this.options.tabs.includes(path)) throw new Error(`${url} is not a page of the tab bar`)
    if (this.top?.unit.path === path) return
    const unit = this.unitOf(url)
    while (this.top && !this.options.tabs.includes(this.top.unit.path)) this.closeTop()
    const left = this.stack.pop()
    if (left) {
      this.hide(left)
      this.restingTabs.set(left.unit.path, left)
    }
    const resting = this.restingTabs.get(path)
    if (!resting) {
      this.open(unit, url)
      return
    }
    this.restingTabs.delete(path)
    this.stack.push(resting)
    this.showTop()
  }

  /** The page on top was pulled down, by a finger or by `my.startPullDownRefresh`. */
  pulled(from: 'manual' | 'code'): void {
    if (this.top) callLifecycle(this.top.instance, this.options.world, 'onPullDownRefresh', { from })
  }

  /** Closes everything, as when the program ends. */
  closeAll(): void {
    while (this.top) this.closeTop()
    for (const page of this.restingTabs.values()) this.close(page)
    this.restingTabs.clear()
  }

  private unitOf(url: string): Unit {
    if (/^(dynamic-)?plugin:/.test(url))
      throw new Error(
        `${url} is a page of a plugin, which the simulator can't load: try it in the IDE or on a device`,
      )
    const path = pathOf(url, this.top)
    const unit = this.options.pageOf(path)
    if (!unit) throw new Error(`there is no page ${path}: add it to "pages" in app.json`)
    return unit
  }

  /** Throws where pages open each other without a pause. */
  private countOpened(path: string): void {
    if (this.opened.length === 0) this.options.world.later(() => this.opened.splice(0))
    this.opened.push(path)
    if (this.opened.length <= mostOpened) return
    const paths = [...new Set(this.opened)].join(', ')
    throw new Error(`pages open each other without an end: ${paths}. Ask in onLoad whether it is needed`)
  }

  private open(unit: Unit, url: string): void {
    const { root, world, changed } = this.options
    this.countOpened(unit.path)
    const container = root.ownerDocument.createElement('a-page')
    container.dataset['page'] = unit.path
    root.append(container)
    const made = (instance: Instance) => {
      const page = { unit, instance, container }
      keepPage(instance, container)
      followScroll(instance, container, world)
      followPull(container, () => this.pulled('manual'))
      this.stack.push(page)
      changed(page)
    }
    try {
      render(h(PageHost, { unit, world, query: queryOf(url), made }), container)
    } catch (error) {
      world.report(error)
    }
  }

  private hideTop(): void {
    if (this.top) this.hide(this.top)
  }

  private hide(page: OpenPage): void {
    page.container.hidden = true
    callLifecycle(page.instance, this.options.world, 'onHide')
    tellPageLifetime(page.instance, 'hide')
  }

  private showTop(): void {
    const { top } = this
    if (!top) return
    top.container.hidden = false
    this.options.changed(top)
    callLifecycle(top.instance, this.options.world, 'onShow')
    tellPageLifetime(top.instance, 'show')
  }

  private closeTop(): void {
    const page = this.stack.pop()
    if (page) this.close(page)
  }

  private close({ instance, container }: OpenPage): void {
    callLifecycle(instance, this.options.world, 'onUnload')
    render(null, container)
    container.remove()
  }
}

/** `/pages/a/a?x=1`, or `../a/a` seen from the page that is open, as a path of app.json. */
function pathOf(url: string, from: OpenPage | undefined): string {
  const base = `http://program/${from?.unit.path ?? ''}`
  return new URL(url, base).pathname.slice(1)
}

function queryOf(url: string): Record<string, string> {
  const start = url.indexOf('?')
  return start < 0 ? {} : Object.fromEntries(new URLSearchParams(url.slice(start + 1)))
}
