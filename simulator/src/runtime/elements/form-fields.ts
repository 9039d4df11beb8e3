import { createContext } from 'preact'
import { useContext, useLayoutEffect, useRef } from 'preact/hooks'

interface Field {
  name: string
  value: () => unknown
  reset: () => void
}

/** What a form knows of the fields in it, and what a button in it calls. */
export interface FormFields {
  fields: Set<Field>
  submit(): void
  reset(): void
}

export const FormContext = createContext<FormFields | undefined>(undefined)

/** Tells the form around an element, if any, its value under its name. */
export function useFormField(name: unknown, value: () => unknown, reset: () => void): void {
  const form = useContext(FormContext)
  const latest = useRef({ value, reset })
  latest.current = { value, reset }
  useLayoutEffect(() => {
    if (!form || typeof name !== 'string' || name === '') return undefined
    const field: Field = {
      name,
      value: () => latest.current.value(),
      reset: () => latest.current.reset(),
    }
    form.fields.add(field)
    return () => form.fields.delete(field)
  }, [form, name])
}
