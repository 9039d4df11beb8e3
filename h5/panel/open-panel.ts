import type { Decision } from '../../src/contract'
import type { OpenPanel } from '../../src/host'
import type { PanelAnswer, PanelView } from '../../src/panel-view'
import { element } from './element'
import { keepFocusInside, makeModal } from './modal'
import { addStyles } from './styles'
import { templateBlock } from './template-block'

/**
 * Opens the bottom sheet in a shadow root below `target`. While it is open, focus stays inside and the page
 * behind is out of reach; afterwards nothing of it is left.
 */
export function openPanel(view: PanelView, target: Element, isAnimated: boolean): OpenPanel {
  let settle: (answer: PanelAnswer) => void
  const answer = new Promise<PanelAnswer>((resolve) => (settle = resolve))
  const button = (part: string, label: string, tap: () => void): HTMLButtonElement => {
    const made = element('button', part, label)
    made.type = 'button'
    made.addEventListener('click', tap)
    return made
  }

  const layer = document.createElement('div')
  const root = layer.attachShadow({ mode: 'open' })
  addStyles(root)

  const blocks = view.templates.map((template) => templateBlock(template, view))
  const status = element('p', 'status')
  status.setAttribute('role', 'alert')
  const link = element('a', 'link', view.privacyLabel)
  link.href = view.privacyUrl
  link.target = '_blank'
  link.rel = 'noopener'
  const body = element('div', 'body', element('p', 'intro', view.intro), ...blocks.map(({ block }) => block))
  if (view.transferNotice) body.append(element('p', 'note', view.transferNotice))
  body.append(element('p', 'note', view.howToStop), link)

  const title = element('h2', 'title', view.title)
  const shut = button('close', '×', () => close('close'))
  shut.setAttribute('aria-label', view.closeLabel)
  // Both alike: refusing has to be as easy as agreeing.
  const actions = element(
    'div',
    'actions',
    button('choice', view.rejectLabel, () => answerWith([])),
    button('choice', view.agreeLabel, () => {
      const ticked = blocks.filter(({ isTicked }) => isTicked())
      if (ticked.length) answerWith(ticked)
      else status.textContent = view.nothingTickedHint
    }),
  )
  const sheet = element('div', 'sheet', element('div', 'head', title, shut), body, status, actions)
  sheet.lang = view.language
  sheet.dir = view.direction
  sheet.tabIndex = -1
  const attributes = {
    role: 'dialog',
    'aria-modal': 'true',
    'aria-labelledby': 'title',
    'aria-describedby': 'body',
  }
  Object.entries(attributes).forEach(([name, value]) => sheet.setAttribute(name, value))
  title.id = 'title'
  body.id = 'body'
  const mask = element('div', 'mask')
  mask.addEventListener('click', () => close('mask'))
  root.append(mask, sheet)
  if (isAnimated) layer.className = 'moving'

  layer.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') close('escape')
    if (event.key === 'Tab') keepFocusInside(root, event)
  })
  target.append(layer)
  const leave = makeModal(layer)
  sheet.focus()

  function answerWith(agreed: typeof blocks): void {
    const templates: Record<string, Decision> = {}
    blocks.forEach((block) => (templates[block.templateCode] = agreed.includes(block) ? 'AGREE' : 'REJECT'))
    settle({ type: 'ANSWERED', templates })
  }

  function close(by?: 'mask' | 'close' | 'escape'): void {
    if (!layer.isConnected) return
    layer.remove()
    leave()
    if (by) settle({ type: 'CLOSED', by })
  }

  return {
    answer,
    close: () => close(),
    update({ state, statusText = '' }) {
      status.textContent = statusText
      if (state === 'failed') {
        body.remove()
        actions.textContent = ''
        actions.append(button('choice', view.closeLabel, () => close('close')))
      } else {
        for (const choice of actions.querySelectorAll('button')) choice.disabled = state === 'submitting'
      }
      sheet.focus()
    },
  }
}
