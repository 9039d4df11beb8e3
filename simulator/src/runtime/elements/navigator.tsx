import { h } from 'preact'
import type { ElementProps } from './element-props.js'
import { useElement } from './use-element.js'
import { useHover } from './use-hover.js'

const calls: Record<string, string> = {
  navigate: 'navigateTo',
  redirect: 'redirectTo',
  switchTab: 'switchTab',
  navigateBack: 'navigateBack',
  reLaunch: 'reLaunch',
}

/** `<navigator>`: a tap goes to a page. */
export function Navigator(props: ElementProps) {
  const { attributes, world, place } = props
  const { dom } = useElement(props, ['url', 'openType'])
  const hover = useHover(attributes, 'navigator-hover')
  const heard = dom as Record<string, unknown>
  const go = () => {
    const { my } = globalThis as { my?: Record<string, (options: object) => unknown> }
    const name = calls[typeof attributes['openType'] === 'string' ? attributes['openType'] : 'navigate']
    const fail = ({ errorMessage }: { errorMessage: string }) =>
      world.report(new Error(`${place}: ${errorMessage}`))
    if (name) my?.[name]?.({ url: attributes['url'], fail })
    else world.report(new Error(`${place}: there is no open-type ${String(attributes['openType'])}`))
  }
  return h(
    'a-navigator',
    {
      ...dom,
      ...hover(dom),
      role: 'link',
      onclick: (event: Event) => {
        ;(heard['onclick'] as ((event: Event) => void) | undefined)?.(event)
        go()
      },
    },
    props.children,
  )
}
