import { h } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { textOf } from './dom-props.js'
import type { ElementProps } from './element-props.js'
import { useFormField } from './form-fields.js'
import { useElement } from './use-element.js'

const own = [
  ...['value', 'type', 'password', 'placeholder', 'placeholderClass', 'placeholderStyle', 'disabled'],
  ...['maxlength', 'focus', 'name', 'confirmType', 'controlled', 'autoHeight', 'showCount', 'enableNative'],
  ...['input', 'confirm', 'blur', 'change'],
]

const modes: Record<string, string> = { number: 'numeric', digit: 'decimal', idcard: 'text', tel: 'tel' }

/** `<input>` and `<textarea>`: tell each change, and forget what a person wrote when `value` changes. */
export function TextField(props: ElementProps) {
  const { attributes, tag } = props
  const { dom, emit } = useElement(props, own)
  const field = useRef<HTMLInputElement | HTMLTextAreaElement | null>(null)
  const given = typeof attributes['value'] === 'number' ? String(attributes['value']) : attributes['value']
  const value = typeof given === 'string' ? given : ''
  const wanted = useRef(value)
  wanted.current = value
  useLayoutEffect(() => {
    if (field.current && field.current.value !== value) field.current.value = value
  }, [value])
  useLayoutEffect(() => {
    if (attributes['focus']) field.current?.focus()
  }, [attributes['focus']])
  useFormField(
    attributes['name'],
    () => field.current?.value ?? '',
    () => {
      if (field.current) field.current.value = ''
    },
  )
  const tell = (type: string) => (event: Event) => {
    event.stopPropagation()
    const { current } = field
    emit(type, { value: current?.value ?? '', cursor: current?.selectionStart ?? 0 }, event)
    // A controlled field shows what its page says, and that may have drawn anew by then.
    if (type === 'input' && attributes['controlled'] && current) {
      void Promise.resolve().then(() => {
        current.value = wanted.current
      })
    }
  }
  const maximum = Number(attributes['maxlength'] ?? 140)
  return h(
    `a-${tag}`,
    { ...dom, onactivate: () => field.current?.focus() },
    h(tag, {
      ref: field,
      defaultValue: value,
      ...(tag === 'input' && { type: attributes['password'] ? 'password' : 'text' }),
      inputMode: modes[String(attributes['type'])] ?? 'text',
      placeholder: textOf(attributes['placeholder']),
      disabled: Boolean(attributes['disabled']),
      ...(maximum >= 0 && { maxLength: maximum }),
      oninput: tell('input'),
      onfocus: tell('focus'),
      onblur: tell('blur'),
      onchange: (event: Event) => event.stopPropagation(),
      onkeydown: (event: KeyboardEvent) => {
        if (event.key === 'Enter' && tag === 'input') tell('confirm')(event)
      },
    }),
  )
}
