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
  const text = element('div', 'text', element('div', 'name', title))
  if (description) text.append(element('div', 'description', description))
  if (example) {
    text.append(element('div', 'example', element('div', 'label', view.exampleLabel), example))
  }
  if (view.templates.length < 2) {
    return { templateCode, block: element('div', 'template', text), isTicked: () => true }
  }
  const box = element('input', 'tick')
  box.type = 'checkbox'
  box.checked = ticked === true
  return { templateCode, block: element('label', 'template', box, text), isTicked: () => box.checked }
}
