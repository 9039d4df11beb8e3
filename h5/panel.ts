import type { Decision } from '../src/contract.js'
import type { OpenPanel } from '../src/host.js'
import {
  agreeAnswer,
  agreeLabelOf,
  hasBoxes,
  hasTransferBox,
  missingTick,
  type PanelAnswer,
  type PanelTemplate,
  type PanelView,
  rejectAnswer,
  type Ticks,
} from '../src/panel-view.js'
import { keepFocusInside, makeModal } from './modal.js'
import { addStyles } from './styles.js'

/**
 * Opens the bottom sheet in a shadow root below `target`. While it is open, focus stays inside and the page
 * behind is out of reach; afterwards nothing of it is left.
 */
export function openPanel(view: PanelView, target: Element, isAnimated?: boolean): OpenPanel {
  let settle: (answer: PanelAnswer) => void
  const answer = new Promise<PanelAnswer>((resolve) => (settle = resolve))

  const blocks = view.templates.map((template) => templateBlock(template, view))
  const transfer = hasTransferBox(view) ? tickBlock([view.transferNotice]) : undefined
  const transferLine = transfer?.block ?? (view.transferNotice && element('note', view.transferNotice))
  const status = element('status', '', 'div', { role: 'alert' })
  const body = element(
    'body',
    [
      element('intro', view.intro, 'div', { id: 'intro' }),
      ...blocks.map(({ block }) => block),
      transferLine,
      element('note', view.howToStop),
      element('link', view.privacyLabel, 'a', { href: view.privacyUrl, target: '_blank', rel: 'noopener' }),
    ],
    'div',
    { id: 'body' },
  )
  const ticks = (): Ticks => ({
    templates: blocks.map(({ box }) => box.checked),
    transfer: Boolean(transfer?.box.checked),
  })
  const agreeButton = button('choice', agreeLabelOf(view, ticks()), agree)
  // Both alike: refusing has to be as easy as agreeing.
  const actions = element('actions', [
    button('choice', view.rejectLabel, () => give(rejectAnswer(view))),
    agreeButton,
  ])
  const sheet = element(
    isAnimated ? 'sheet moving' : 'sheet',
    [
      element('head', [
        element('title', view.title, 'h2', { id: 'title' }),
        button('close', '×', () => close('close'), { 'aria-label': view.closeLabel }),
      ]),
      body,
      status,
      actions,
    ],
    'div',
    {
      lang: view.language,
      dir: view.direction,
      tabindex: '-1',
      role: 'dialog',
      'aria-modal': 'true',
      'aria-labelledby': 'title intro',
      'aria-describedby': 'body',
    },
  )

  const layer = element('mini-message-panel')
  const root = layer.attachShadow({ mode: 'open' })
  addStyles(root)
  root.append(sheet)
  // No value returned: false would undo a tick and a link.
  layer.onclick = (event) => {
    if (event.composedPath()[0] === layer) close('mask')
  }
  sheet.onchange = () => (agreeButton.textContent = agreeLabelOf(view, ticks()))
  layer.onkeydown = (event) => {
    if (event.key === 'Escape') close('escape')
    if (event.key === 'Tab') keepFocusInside(root, event)
  }
  target.append(layer)
  const leave = makeModal(layer)
  sheet.focus()

  function agree(): void {
    const missing = missingTick(view, ticks())
    if (!missing) {
      give(agreeAnswer(view, ticks()))
      return
    }
    status.textContent = view.nothingTickedHint
    const unticked = missing === 'transfer' ? transfer : blocks[0]
    unticked?.box.focus()
  }

  function give(templates: Record<string, Decision>): void {
    settle({ type: 'ANSWERED', templates, agreeLabel: agreeLabelOf(view, ticks()) })
  }

  function close(by: 'mask' | 'close' | 'escape'): void {
    if (!layer.isConnected) return
    layer.remove()
    leave()
    settle({ type: 'CLOSED', by })
  }

  return {
    answer,
    // The flow has settled or will: it does not listen to this answer.
    close: () => close('close'),
    update({ state, statusText = '' }) {
      status.textContent = statusText
      if (state === 'failed') {
        body.remove()
        actions.textContent = ''
        actions.append(button('choice', view.closeLabel, () => close('close')))
      }
      actions.querySelectorAll('button').forEach((choice) => (choice.disabled = state === 'submitting'))
      sheet.focus()
    },
  }
}

type Content = Node | string | false | undefined

/** An element with its `part`, which is also its class: what the page can style is what we style. */
function element<Tag extends keyof HTMLElementTagNameMap = 'div'>(
  part: string,
  content: Content | Content[] = [],
  tag = 'div' as Tag,
  attributes: Record<string, string> = {},
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag)
  const all = { class: part, part, ...attributes }
  for (const [name, value] of Object.entries(all)) made.setAttribute(name, value)
  const children = Array.isArray(content) ? content : [content]
  made.append(...children.filter((child): child is Node | string => Boolean(child)))
  return made
}

function button(
  part: string,
  label: string,
  onclick: () => void,
  attributes?: Record<string, string>,
): HTMLButtonElement {
  const made = element(part, label, 'button', attributes)
  made.onclick = onclick
  return made
}

interface TickBlock {
  block: HTMLElement
  box: HTMLInputElement
}

/** A box that the person ticks, with what it stands for. */
function tickBlock(content: Content[]): TickBlock {
  const box = element('tick', '', 'input', { type: 'checkbox' })
  return { box, block: element('template', [box, element('text', content)], 'label') }
}

/** One template: what it is called, what it says and an example. Without a box if there is only one. */
function templateBlock({ title, description, example, ticked }: PanelTemplate, view: PanelView): TickBlock {
  const made = tickBlock([
    element('name', title),
    description && element('description', description),
    example && element('example', [element('label', view.exampleLabel), example]),
  ])
  made.box.checked = Boolean(ticked)
  if (!hasBoxes(view)) made.box.remove()
  return made
}
