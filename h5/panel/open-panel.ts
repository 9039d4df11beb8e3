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
export function openPanel(view: PanelView, target: Element, isAnimated?: boolean): OpenPanel {
  let settle: (answer: PanelAnswer) => void
  const answer = new Promise<PanelAnswer>((resolve) => (settle = resolve))
  const button = (part: string, label: string, onclick: () => void): HTMLElement =>
    element('button', part, [label], { type: 'button', onclick })

  const blocks = view.templates.map((template) => templateBlock(template, view))
  const status = element('div', 'status', [])
  const body = element(
    'div',
    'body',
    [
      element('div', 'intro', [view.intro]),
      ...blocks.map(({ block }) => block),
      view.transferNotice && element('div', 'note', [view.transferNotice]),
      element('div', 'note', [view.howToStop]),
      element('a', 'link', [view.privacyLabel], { href: view.privacyUrl, target: '_blank', rel: 'noopener' }),
    ],
    { id: 'body' },
  )
  const shut = button('close', '×', () => close('close'))
  // Both alike: refusing has to be as easy as agreeing.
  const actions = element('div', 'actions', [
    button('choice', view.rejectLabel, () => answerWith([])),
    button('choice', view.agreeLabel, () => {
      const ticked = blocks.filter(({ isTicked }) => isTicked())
      if (ticked[0]) answerWith(ticked)
      else status.textContent = view.nothingTickedHint
    }),
  ])
  const sheet = element(
    'div',
    'sheet',
    [
      element('div', 'head', [element('h2', 'title', [view.title], { id: 'title' }), shut]),
      body,
      status,
      actions,
    ],
    { lang: view.language, dir: view.direction, tabIndex: -1 },
  )
  const attributes = {
    role: 'dialog',
    'aria-modal': 'true',
    'aria-labelledby': 'title',
    'aria-describedby': 'body',
  }
  Object.entries(attributes).forEach(([name, value]) => sheet.setAttribute(name, value))
  shut.setAttribute('aria-label', view.closeLabel)
  status.setAttribute('role', 'alert')

  const layer = document.createElement('div')
  layer.className = 'mini-message-panel'
  if (isAnimated) layer.setAttribute('moving', '')
  const root = layer.attachShadow({ mode: 'open' })
  addStyles(root)
  root.append(sheet)
  // No value returned: false would undo a tick and a link.
  layer.onclick = (event) => {
    if (event.composedPath()[0] === layer) close('mask')
  }
  layer.onkeydown = (event) => {
    if (event.key === 'Escape') close('escape')
    if (event.key === 'Tab') keepFocusInside(root, event)
  }
  target.append(layer)
  const leave = makeModal(layer)
  sheet.focus()

  function answerWith(agreed: typeof blocks): void {
    const templates: Record<string, Decision> = {}
    blocks.forEach((block) => (templates[block.templateCode] = agreed.includes(block) ? 'AGREE' : 'REJECT'))
    settle({ type: 'ANSWERED', templates })
  }

  function close(by: 'mask' | 'close' | 'escape'): void {
    if (!layer.isConnected) return
    layer.remove()
    leave()
    settle({ type: 'CLOSED', by })
  }

  return {
    answer,
    // The flow has settled or will; this answer is not listened to.
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
