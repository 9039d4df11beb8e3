import type { OpenPanel } from '../../src/host.js'
import type { PanelAnswer, PanelView } from '../../src/panel-view.js'

/** As long as an animation in motion.less, in or out. */
export const LEAVE_MS = 240

export type AnsweredBy = Omit<Extract<PanelAnswer, { type: 'ANSWERED' }>, 'type'>
export type ClosedBy = Extract<PanelAnswer, { type: 'CLOSED' }>['by']

/** What a template draws a `panel-sheet` from; without a view there is none in the tree. */
export interface SheetData {
  shown: boolean
  view: PanelView | null
}

type Change = Record<string, unknown>

/** A panel-sheet as the component that owns it sees it: all it does is to set its owner's data. */
export interface Sheet {
  /** Opens it as the flow's panel: its answer is the first one that `answer` is given. */
  open: (view: PanelView) => OpenPanel
  /** The person did something. Only the first answer counts; closing after it hides the panel. */
  answer: (answer: PanelAnswer) => void
  show: (view: PanelView) => void
  hide: () => void
  /** Before the owner is gone. */
  end: () => void
}

/** `setData` is called once for each change, with no more than what changed: it goes through a bridge of messages. */
export function createSheet(setData: (change: Change) => void, isAnimated: () => boolean): Sheet {
  let shown: PanelView | undefined
  let leaving: ReturnType<typeof setTimeout> | undefined
  let resolveAnswer: ((answer: PanelAnswer) => void) | undefined

  function show(view: PanelView): void {
    clearTimeout(leaving)
    shown = view
    setData({ shown: true, view })
  }

  function update(next: PanelView): void {
    if (!shown) return
    const change: Change = {}
    for (const key of Object.keys(next) as (keyof PanelView)[])
      if (next[key] !== shown[key]) change[`view.${key}`] = next[key]
    shown = next
    setData(change)
  }

  function hide(): void {
    if (!shown) return
    shown = undefined
    if (!isAnimated()) {
      setData({ shown: false, view: null })
      return
    }
    setData({ shown: false })
    leaving = setTimeout(() => setData({ view: null }), LEAVE_MS)
  }

  return {
    open(view) {
      show(view)
      const answer = new Promise<PanelAnswer>((resolve) => (resolveAnswer = resolve))
      return { answer, update, close: hide }
    },
    answer(answer) {
      const resolve = resolveAnswer
      resolveAnswer = undefined
      if (resolve) resolve(answer)
      else if (answer.type === 'CLOSED') hide()
    },
    show,
    hide,
    end: () => clearTimeout(leaving),
  }
}
