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
import { closesAlways, openLayer } from './layer.js'
import type { SubscribeMsgOptions, SubscribeMsgProps } from './props.js'
import { panelStyles } from './styles.js'

/** Opens the bottom sheet in a layer of its own below `target`. Afterwards nothing of it is left. */
export function openPanel(
  view: PanelView,
  { animation = true, theme }: Partial<SubscribeMsgProps> = {},
  target?: SubscribeMsgOptions['target'],
): OpenPanel {
  let settle: (answer: PanelAnswer) => void
  const answer = new Promise<PanelAnswer>((resolve) => (settle = resolve))

  // A frame while the backend is awaited: it can only be closed.
  const isLoading = view.state === 'loading'
  const rows = view.templates.map((template) => templateRow(template, view))
  const transfer = hasTransferBox(view) ? tickRow([element('text', view.transferNotice)]) : undefined
  const status = element('status', '', 'div', { role: 'alert' })
  const body = element(
    'body',
    [
      element('list', [...rows.map(({ row }) => row), transfer?.row]),
      !transfer && view.transferNotice && element('note', view.transferNotice),
      element('note', [
        view.howToStop,
        ' ',
        element('link', view.privacyLabel, 'a', { href: view.privacyUrl, target: '_blank', rel: 'noopener' }),
      ]),
    ],
    'div',
    { id: 'body' },
  )
  const ticks = (): Ticks => ({
    templates: rows.map(({ box }) => box.checked),
    transfer: Boolean(transfer?.box.checked),
  })
  const agreeButton = button('choice', agreeLabelOf(view, ticks()), agree)
  // Both alike: refusing has to be as easy as agreeing.
  const actions = element('actions', [
    button('choice', view.rejectLabel, () => give(rejectAnswer(view))),
    agreeButton,
  ])
  const sheet = element(
    animation ? 'sheet moving' : 'sheet',
    [
      element('head', [
        isLoading ? element('spinner') : logoOf(view),
        element('names', [
          element('title', view.title, 'h2', { id: 'title' }),
          element('intro', view.intro, 'div', { id: 'intro' }),
        ]),
        button('close', '', close, { 'aria-label': view.closeLabel, ...closesAlways }),
      ]),
      !isLoading && body,
      status,
      !isLoading && actions,
    ],
    'div',
    { tabindex: '-1' },
  )
  sheet.onchange = () => (agreeButton.textContent = agreeLabelOf(view, ticks()))

  const layer = openLayer({
    target,
    sheet,
    styles: panelStyles,
    attributes: {
      class: theme ?? 'auto',
      lang: view.language,
      dir: view.direction,
      role: 'dialog',
      'aria-modal': 'true',
      'aria-labelledby': 'title intro',
      'aria-describedby': 'body',
    },
    onClose: (by) => settle({ type: 'CLOSED', by }),
  })
  const painted = layer.guard(actions)

  function agree(): void {
    const missing = missingTick(view, ticks())
    if (!missing) {
      give(agreeAnswer(view, ticks()))
      return
    }
    status.textContent = view.nothingTickedHint
    const unticked = missing === 'transfer' ? transfer : rows[0]
    unticked?.box.focus()
  }

  function give(templates: Record<string, Decision>): void {
    settle({ type: 'ANSWERED', templates, agreeLabel: agreeLabelOf(view, ticks()) })
  }

  function close(): void {
    layer.close('close')
  }

  return {
    answer,
    painted,
    // The flow has settled or will: it does not listen to this answer.
    close,
    update({ state, statusText = '' }) {
      status.textContent = statusText
      sheet.classList.toggle('submitting', state === 'submitting')
      if (state === 'failed') {
        body.remove()
        actions.textContent = ''
        actions.append(button('choice', view.closeLabel, close, closesAlways))
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

interface TickRow {
  row: HTMLElement
  box: HTMLInputElement
}

/** A box that the person ticks, with what it stands for; `more` stands below and is not part of the tick. */
function tickRow(content: Content[], more?: Content): TickRow {
  const box = element('tick', '', 'input', { type: 'checkbox' })
  return { box, row: element('template', [element('label', [box, ...content], 'label'), more]) }
}

/**
 * One template: what it is called, what it says and an example. A single one has no box and shows its example;
 * of several, each example is folded, so that all fit on a small screen.
 */
function templateRow({ title, description, example, ticked }: PanelTemplate, view: PanelView): TickRow {
  const text = element('text', [element('name', title), description && element('description', description)])
  const isOneOfSeveral = hasBoxes(view)
  const label = element('example-label', view.exampleLabel, isOneOfSeveral ? 'summary' : 'div')
  const more = element('more', [label, element('example', example)], isOneOfSeveral ? 'details' : 'div')
  const made = tickRow([text], example && more)
  made.box.checked = Boolean(ticked)
  if (!isOneOfSeveral) made.box.remove()
  return made
}

/** An ornament: the sender's name stands beside it. Where the logo can't be loaded, the name's first letter stays. */
function logoOf({ senderLogoUrl, senderInitial }: PanelView): HTMLElement {
  const logo = element('logo', senderInitial, 'div', { 'aria-hidden': 'true' })
  if (!senderLogoUrl) return logo
  const image = element('logo-image', '', 'img', {
    src: senderLogoUrl,
    alt: '',
    referrerpolicy: 'no-referrer',
  })
  image.onerror = () => image.remove()
  logo.append(image)
  return logo
}
