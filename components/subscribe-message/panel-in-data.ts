import type { OpenPanel } from '../../src/host'
import type { PanelAnswer, PanelView } from '../../src/panel-view'

/** What the template draws from. */
export interface PanelData {
  visible: boolean
  view: PanelView | null
}

type Change = Record<string, unknown>

/** The flow's panel, drawn by setting a component's data. */
export interface PanelInData {
  open: (view: PanelView) => OpenPanel
  /** The person did something. Only the first answer counts; closing after it hides the panel. */
  answered: (answer: PanelAnswer) => void
}

/** `setData` is called once for each change, with no more than what changed: it goes through a bridge of messages. */
export function panelInData(setData: (change: Change) => void): PanelInData {
  let answerOnce: ((answer: PanelAnswer) => void) | undefined
  const hide = () => setData({ visible: false })

  return {
    open(view) {
      let shown = view
      setData({ visible: true, view })
      return {
        answer: new Promise((resolve) => {
          answerOnce = resolve
        }),
        update(next) {
          const change: Change = {}
          for (const key of Object.keys(next) as (keyof PanelView)[])
            if (next[key] !== shown[key]) change[`view.${key}`] = next[key]
          shown = next
          setData(change)
        },
        close: hide,
      }
    },
    answered(answer) {
      const resolve = answerOnce
      answerOnce = undefined
      if (resolve) resolve(answer)
      else if (answer.type === 'CLOSED') hide()
    },
  }
}
