import type { PanelTemplate, PanelView } from '../../src/panel-view'
import { element } from './element'

export interface TickBlock {
  block: HTMLElement
  box: HTMLInputElement
}

/** A box that the person ticks, with what it stands for. */
export function tickBlock(children: Parameters<typeof element>[2], isTicked = false): TickBlock {
  const box = element('input', 'tick', [], { type: 'checkbox' })
  box.checked = isTicked
  return { box, block: element('label', 'template', [box, element('div', 'text', children)]) }
}

/** One template: what it is called, what it says and an example. Without a box if there is only one. */
export function templateBlock(
  { title, description, example, ticked }: PanelTemplate,
  { templates, exampleLabel }: PanelView,
): TickBlock {
  const isOne = templates.length < 2
  const made = tickBlock(
    [
      element('div', 'name', [title]),
      description && element('div', 'description', [description]),
      example && element('div', 'example', [element('div', 'label', [exampleLabel]), example]),
    ],
    isOne || ticked,
  )
  if (isOne) made.box.remove()
  return made
}
