import { h, toChildArray } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import type { ElementProps } from './element-props.js'
import { useElement, useOwnValue } from './use-element.js'
import { useRedraw } from './use-redraw.js'

const own = [
  ...[
    'current',
    'autoplay',
    'interval',
    'duration',
    'circular',
    'vertical',
    'indicatorDots',
    'indicatorColor',
  ],
  ...['indicatorActiveColor', 'previousMargin', 'nextMargin', 'change', 'animationEnd'],
]
/** Pixels that a finger has to go. */
const enough = 40

/** `<swiper>`: one item at a time; a swipe or the clock goes to the next. */
export function Swiper(props: ElementProps) {
  const { attributes, children } = props
  const { dom, node, emit } = useElement(props, own)
  const redraw = useRedraw()
  const held = useOwnValue(Number(attributes['current'] ?? 0), false)
  const from = useRef<number | undefined>(undefined)
  const isVertical = Boolean(attributes['vertical'])
  const count = () => node.current?.querySelectorAll('a-swiper-item').length ?? toChildArray(children).length
  const go = (index: number, event?: Event) => {
    const last = count() - 1
    const next = attributes['circular'] ? (index + last + 1) % (last + 1) : Math.max(0, Math.min(last, index))
    if (next === held.value || last < 0) return
    held.value = next
    redraw()
    emit('change', { current: next, isChanging: false }, event)
  }
  useLayoutEffect(() => {
    if (!attributes['autoplay']) return undefined
    const next = () => go(held.value + 1 < count() ? held.value + 1 : 0)
    const timer = setInterval(next, Number(attributes['interval'] ?? 5000))
    return () => clearInterval(timer)
  })
  const position = (event: PointerEvent) => (isVertical ? event.clientY : event.clientX)
  return h(
    'a-swiper',
    {
      ...dom,
      'data-vertical': isVertical ? '' : undefined,
      onpointerdown: (event: PointerEvent) => {
        from.current = position(event)
      },
      onpointerup: (event: PointerEvent) => {
        const moved = position(event) - (from.current ?? position(event))
        from.current = undefined
        if (Math.abs(moved) >= enough) go(held.value + (moved < 0 ? 1 : -1), event)
      },
    },
    h(
      'div',
      {
        class: 'a-swiper-track',
        style: {
          transform: `translate${isVertical ? 'Y' : 'X'}(${-100 * held.value}%)`,
          transitionDuration: `${Number(attributes['duration'] ?? 500)}ms`,
        },
      },
      children,
    ),
    attributes['indicatorDots']
      ? h('div', { class: 'a-swiper-dots', 'data-current': held.value }, dots(count(), held.value))
      : null,
  )
}

const dots = (count: number, current: number) =>
  Array.from({ length: count }, (_, index) => h('i', { 'data-on': index === current ? '' : undefined }))
