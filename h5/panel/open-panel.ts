import type { Decision } from '../../src/contract.js'
import type { OpenPanel } from '../../src/host.js'
import type { PanelAnswer, PanelView } from '../../src/panel-view.js'
import { element } from './element.js'
import { keepFocusInside, makeModal } from './modal.js'
import { addStyles } from './styles.js'
import { templateBlock, tickBlock, type TickBlock } from './template-block.js'

/**
 * Opens the bottom sheet in a shadow root below `target`. While it is open, focus stays inside and the page
 * behind is out of reach; afterwards nothing of it is left.
 */
export function openPanel(view: PanelView, target: Element, isAnimated?: boolean): OpenPanel {
  let settle: (answer: PanelAnswer) => void
  const answer = new Promise<PanelAnswer>((resolve) => (settle = resolve))
  const button = (
    part: string,
    label: string,
    onclick: () => void,
    attributes?: Record<string, string>,
  ): HTMLElement => Object.assign(element(part, label, 'button', attributes), { onclick })

  const blocks = view.templates.map((template) => templateBlock(template, view))
  // Agreeing to a transfer abroad is an answer of its own. Withdrawing needs none.
  const transfer = view.transferNotice && view.mode === 'ask' && tickBlock(view.transferNotice)
  const status = element('status', '', 'div', { role: 'alert' })
  const body = element(
    'body',
    [
      element('intro', view.intro),
      ...blocks.map(({ block }) => block),
      transfer ? transfer.block : view.transferNotice && element('note', view.transferNotice),
      element('note', view.howToStop),
      element('link', view.privacyLabel, 'a', { href: view.privacyUrl, target: '_blank', rel: 'noopener' }),
    ],
    'div',
    { id: 'body' },
  )
  // Both alike: refusing has to be as easy as agreeing.
  const actions = element('actions', [
    button('choice', view.rejectLabel, () => answerWith(() => false)),
    button('choice', view.agreeLabel, () => {
      const missing = blocks.every(({ box }) => !box.checked) ? blocks[0] : transfer
      if (!missing || missing.box.checked) answerWith(({ box }) => box.checked)
      else {
        status.textContent = view.nothingTickedHint
        missing.box.focus()
      }
    }),
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
      'aria-labelledby': 'title',
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
  layer.onkeydown = (event) => {
    if (event.key === 'Escape') close('escape')
    if (event.key === 'Tab') keepFocusInside(root, event)
  }
  target.append(layer)
  const leave = makeModal(layer)
  sheet.focus()

  function answerWith(isAgreed: (block: TickBlock) => boolean): void {
    const templates: Record<string, Decision> = {}
    view.templates.forEach(({ templateCode }, index) => {
      templates[templateCode] = isAgreed(blocks[index] as TickBlock) ? 'AGREE' : 'REJECT'
    })
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
