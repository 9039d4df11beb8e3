import { useLayoutEffect } from 'preact/hooks'
import type { ElementProps } from './element-props.js'

/** `<page-meta>`: sets the style of the page's root and draws nothing. */
export function PageMeta({ attributes }: ElementProps) {
  const style = typeof attributes['pageStyle'] === 'string' ? attributes['pageStyle'] : ''
  useLayoutEffect(() => {
    const page = [...document.querySelectorAll<HTMLElement>('a-page')].findLast(({ hidden }) => !hidden)
    page?.setAttribute('style', style)
  }, [style])
  return null
}
