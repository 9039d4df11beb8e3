import { h } from 'preact'
import { useContext, useLayoutEffect } from 'preact/hooks'
import type { ElementProps } from './element-props.js'
import { FormContext } from './form-fields.js'
import { useElement } from './use-element.js'
import { useHover } from './use-hover.js'

const own = ['type', 'size', 'plain', 'disabled', 'loading', 'formType', 'openType', 'scope', 'publicId']

/** `<button>`: sizes, types, loading and disabled as on the platform; a disabled one hears no tap. */
export function Button(props: ElementProps) {
  const { attributes, world, place, children } = props
  const { dom } = useElement(props, own)
  const hover = useHover(attributes, 'button-hover')
  const form = useContext(FormContext)
  const isDisabled = Boolean(attributes['disabled'])
  const openType = text(attributes['openType'], '')
  useLayoutEffect(() => {
    if (openType) world.warn(`${place}: open-type="${openType}" is not simulated: the button only taps`)
  }, [openType, place, world])

  const actOnForm = () => {
    if (attributes['formType'] === 'submit') form?.submit()
    if (attributes['formType'] === 'reset') form?.reset()
  }
  const swallow = (event: Event) => {
    if (!isDisabled) return
    event.stopImmediatePropagation()
  }
  const look = {
    'data-type': text(attributes['type'], 'default'),
    'data-size': text(attributes['size'], 'default'),
    'data-plain': attributes['plain'] ? '' : undefined,
    'data-disabled': isDisabled ? '' : undefined,
    role: text(attributes['role'], 'button'),
    'aria-disabled': isDisabled ? 'true' : undefined,
  }
  const heard = dom as Record<string, unknown>
  return h(
    'a-button',
    {
      ...dom,
      ...look,
      ...hover(isDisabled ? undefined : dom),
      onclickcapture: swallow,
      onclick: (event: Event) => {
        ;(heard['onclick'] as ((event: Event) => void) | undefined)?.(event)
        actOnForm()
      },
    },
    attributes['loading'] ? h('i', { class: 'a-spinner', 'aria-hidden': 'true' }) : null,
    children,
  )
}

const text = (value: unknown, otherwise: string) => (typeof value === 'string' && value ? value : otherwise)
