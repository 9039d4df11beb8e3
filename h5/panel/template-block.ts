import type { PanelTemplate, PanelView } from '../../src/panel-view'
import { element } from './element'

export interface TemplateBlock {
  templateCode: string
  block: HTMLElement
  /** Always true for a single template, which has no box. */
  isTicked: () => boolean
}

/** One template: what it is called, what it says, an example, and a box where there are several. */
export function templateBlock(template: PanelTemplate, view: PanelView): TemplateBlock {
  const { templateCode, title, description, example, ticked } = template
  const isOne = view.templates.length < 2
  const box = element('input', 'tick', [], { type: 'checkbox', checked: ticked })
  const text = element('div', 'text', [
    element('div', 'name', [title]),
    description && element('div', 'description', [description]),
    example && element('div', 'example', [element('div', 'label', [view.exampleLabel]), example]),
  ])
  return {
    templateCode,
    block: element('label', 'template', [!isOne && box, text]),
    isTicked: () => isOne || box.checked,
  }
}
