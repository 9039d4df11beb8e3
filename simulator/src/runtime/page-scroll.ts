import type { Instance } from './instance.js'
import { callLifecycle } from './page-host.js'
import type { World } from './world.js'

/** So near to its end a page has reached it, in pixels: the platform's default of onReachBottomDistance. */
const nearEnd = 50

/** Tells a page that it is scrolled (`onPageScroll`), and once each time that its end comes near (`onReachBottom`). */
export function followScroll(page: Instance, container: HTMLElement, world: World): void {
  let isNearEnd = false
  container.addEventListener('scroll', ({ target }) => {
    if (target !== container) return
    const { scrollTop, scrollHeight, clientHeight } = container
    callLifecycle(page, world, 'onPageScroll', { scrollTop, scrollHeight })
    const wasNearEnd = isNearEnd
    isNearEnd = scrollHeight - clientHeight - scrollTop <= nearEnd
    if (isNearEnd && !wasNearEnd) callLifecycle(page, world, 'onReachBottom')
  })
}

/** So far a finger pulls a page that is at its top, in pixels. */
const farEnough = 80

/** Tells that a page was pulled down at its top. */
export function followPull(container: HTMLElement, pulled: () => void): void {
  let from: number | undefined
  container.addEventListener('pointerdown', ({ clientY }) => {
    from = container.scrollTop <= 0 ? clientY : undefined
  })
  container.addEventListener('pointercancel', () => {
    from = undefined
  })
  container.addEventListener('pointerup', ({ clientY }) => {
    if (from !== undefined && clientY - from >= farEnough) pulled()
    from = undefined
  })
}
