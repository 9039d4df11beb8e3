import { createContext, h } from 'preact'
import { useMemo } from 'preact/hooks'
import type { ElementProps } from './element-props.js'
import { useFormField } from './form-fields.js'
import { useElement } from './use-element.js'

export interface Choice {
  value: string
  isChosen: () => boolean
  choose: (isChosen: boolean) => void
  /** What it was at first. */
  reset: () => void
}

export interface Group {
  choices: Set<Choice>
  /** A person tapped this one. */
  tapped(choice: Choice, event: Event): void
}

export const GroupContext = createContext<Group | undefined>(undefined)

/** `<checkbox-group>` and `<radio-group>`: tell which values are chosen, and are one field of a form. */
export function ChoiceGroup(props: ElementProps) {
  const isRadio = props.tag === 'radio-group'
  const { dom, emit } = useElement(props, ['name', 'change'])
  const group = useMemo((): Group => {
    const choices: Group['choices'] = new Set()
    return {
      choices,
      tapped(tapped, event) {
        if (isRadio) for (const choice of choices) choice.choose(choice === tapped)
        emit('change', { value: chosenIn(choices, isRadio) }, event)
      },
    }
  }, [emit, isRadio])
  useFormField(
    props.attributes['name'],
    () => chosenIn(group.choices, isRadio),
    () => {
      for (const choice of group.choices) choice.reset()
    },
  )
  return h(GroupContext.Provider, { value: group }, h(`a-${props.tag}`, dom, props.children))
}

function chosenIn(choices: Set<Choice>, isRadio: boolean): string | string[] {
  const values = [...choices].filter((choice) => choice.isChosen()).map(({ value }) => value)
  return isRadio ? (values[0] ?? '') : values
}
