import type { OpenPanel } from '../../src/host.js'
import type { PanelAnswer, PanelView } from '../../src/panel-view.js'
import type { SheetInData } from '../_shared/sheet-in-data.js'

/** The flow's panel, drawn by a sheet. */
export interface PanelInData {
  open: (view: PanelView) => OpenPanel
  /** The person did something. Only the first answer counts; closing after it hides the panel. */
  answered: (answer: PanelAnswer) => void
}

export function panelInData(sheet: SheetInData): PanelInData {
  let answerOnce: ((answer: PanelAnswer) => void) | undefined

  return {
    open(view) {
      sheet.show(view)
      return {
        answer: new Promise((resolve) => {
          answerOnce = resolve
        }),
        update: sheet.change,
        close: sheet.hide,
      }
    },
    answered(answer) {
      const resolve = answerOnce
      answerOnce = undefined
      if (resolve) resolve(answer)
      else if (answer.type === 'CLOSED') sheet.hide()
    },
  }
}
