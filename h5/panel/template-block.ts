import type { PanelTemplate, PanelView } from '../../src/panel-view.js'
import { element } from './element.js'

export interface TickBlock {
  block: HTMLElement
  box: HTMLInputElement
}

/** A box that the person ticks, with what it stands for. */
export function tickBlock(content: Parameters<typeof element>[1], isTicked = false): TickBlock {
  const box = element('tick', '', 'input', { type: 'checkbox' })
  box.checked = isTicked
  return { box, block: element('template', [box, element('text', content)], 'label') }
}

/** One template: what it is called, what it says and an example. Without a box if there is only one. */
export function templateBlock(
  { title, description, example, ticked }: PanelTemplate,
  { templates, exampleLabel }: PanelView,
): TickBlock {
  const isOne = templates.length < 2
  const made = tickBlock(
    [
      element('name', title),
      description && element('description', description),
      example && element('example', [element('label', exampleLabel), example]),
    ],
    isOne || ticked,
  )
  if (isOne) made.box.remove()
  return made
}
