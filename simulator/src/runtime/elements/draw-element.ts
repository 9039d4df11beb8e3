import { type ComponentChildren, type FunctionComponent, h } from 'preact'
import { Button } from './button.js'
import { ChoiceGroup } from './choice-group.js'
import { domProps } from './dom-props.js'
import type { ElementProps } from './element-props.js'
import { Form } from './form.js'
import { Icon } from './icon.js'
import { Image } from './image.js'
import { Label } from './label.js'
import { Navigator } from './navigator.js'
import { PageMeta } from './page-meta.js'
import { PickerView, PickerViewColumn } from './picker-view.js'
import { Picker } from './picker.js'
import { Progress } from './progress.js'
import { ScrollView } from './scroll-view.js'
import { Slider } from './slider.js'
import { Swiper } from './swiper.js'
import { TextField } from './text-field.js'
import { Toggle } from './toggle.js'
import { UnknownElement } from './unknown-element.js'
import { HoverView } from './view.js'

/** Elements that only hold something: CSS is all they need. */
const plain = new Set(['view', 'text', 'swiper-item'])

const behaving: Record<string, FunctionComponent<ElementProps>> = {
  button: Button,
  checkbox: Toggle,
  'checkbox-group': ChoiceGroup,
  form: Form,
  icon: Icon,
  image: Image,
  input: TextField,
  label: Label,
  navigator: Navigator,
  'page-meta': PageMeta,
  picker: Picker,
  'picker-view': PickerView,
  'picker-view-column': PickerViewColumn,
  progress: Progress,
  radio: Toggle,
  'radio-group': ChoiceGroup,
  'scroll-view': ScrollView,
  slider: Slider,
  swiper: Swiper,
  switch: Toggle,
  textarea: TextField,
}

/** Makes an element of the platform. */
export function drawElement(props: ElementProps): ComponentChildren {
  const { tag, attributes } = props
  if (plain.has(tag))
    return attributes['hoverClass'] ? h(HoverView, props) : h(`a-${tag}`, domProps(props), props.children)
  return h(behaving[tag] ?? UnknownElement, props)
}
