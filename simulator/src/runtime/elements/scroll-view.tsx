import { h } from 'preact'
import { useLayoutEffect } from 'preact/hooks'
import type { ElementProps } from './element-props.js'
import { useElement } from './use-element.js'

const own = [
  ...['scrollX', 'scrollY', 'scrollTop', 'scrollLeft', 'scrollIntoView', 'upperThreshold', 'lowerThreshold'],
  ...['trapScroll', 'disableLowerScroll', 'disableUpperScroll', 'scrollWithAnimation', 'enableBackToTop'],
  ...['scroll', 'scrollToUpper', 'scrollToLower'],
]

/** `<scroll-view>`: tells how far it is scrolled, and when an end comes near. */
export function ScrollView(props: ElementProps) {
  const { attributes } = props
  const { dom, node, emit } = useElement(props, own)
  const { scrollTop, scrollLeft, scrollIntoView } = attributes
  useLayoutEffect(() => {
    if (typeof scrollTop === 'number' && node.current) node.current.scrollTop = scrollTop
  }, [node, scrollTop])
  useLayoutEffect(() => {
    if (typeof scrollLeft === 'number' && node.current) node.current.scrollLeft = scrollLeft
  }, [node, scrollLeft])
  useLayoutEffect(() => {
    if (typeof scrollIntoView !== 'string' || scrollIntoView === '') return
    const wanted = [...(node.current?.querySelectorAll<HTMLElement>('[id]') ?? [])]
    const target = wanted.find(({ id }) => id === scrollIntoView)
    if (target && node.current) node.current.scrollTop = target.offsetTop - node.current.offsetTop
  }, [node, scrollIntoView])

  const onscroll = (event: Event) => {
    const { current } = node
    if (!current || event.target !== current) return
    const { scrollTop: top, scrollLeft: left, scrollHeight, scrollWidth, clientHeight, clientWidth } = current
    emit('scroll', { scrollTop: top, scrollLeft: left, scrollHeight, scrollWidth }, event)
    const isVertical = Boolean(attributes['scrollY'])
    const before = isVertical ? top : left
    const after = isVertical ? scrollHeight - clientHeight - top : scrollWidth - clientWidth - left
    if (before <= threshold(attributes['upperThreshold'])) emit('scrollToUpper', {}, event)
    if (after <= threshold(attributes['lowerThreshold'])) emit('scrollToLower', {}, event)
  }
  const axes = {
    'data-x': attributes['scrollX'] ? '' : undefined,
    'data-y': attributes['scrollY'] ? '' : undefined,
  }
  return h('a-scroll-view', { ...dom, ...axes, onscroll }, props.children)
}

const threshold = (value: unknown) => (typeof value === 'number' ? value : 50)
