import { h } from 'preact'
import { useMemo } from 'preact/hooks'
import type { ElementProps } from './element-props.js'
import { FormContext, type FormFields } from './form-fields.js'
import { useElement } from './use-element.js'

/** `<form>`: a button with formType in it submits or resets what has a name. */
export function Form(props: ElementProps) {
  const { dom, emit } = useElement(props, ['submit', 'reset'])
  const form = useMemo((): FormFields => {
    const fields: FormFields['fields'] = new Set()
    return {
      fields,
      submit: () =>
        emit('submit', {
          value: Object.fromEntries([...fields].map((field) => [field.name, field.value()])),
        }),
      reset: () => {
        for (const field of fields) field.reset()
        emit('reset', {})
      },
    }
  }, [emit])
  return h(FormContext.Provider, { value: form }, h('a-form', dom, props.children))
}
