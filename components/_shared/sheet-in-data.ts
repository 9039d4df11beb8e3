import type { PanelView } from '../../src/panel-view.js'

/** As long as the leaving animation in panel-sheet/motion.less. */
const LEAVE_MS = 240

/** What a template draws a panel-sheet from; without a view there is none in the tree. */
export interface SheetData {
  shown: boolean
  view: PanelView | null
}

type Change = Record<string, unknown>

/** A panel-sheet, drawn by setting its owner's data. */
export interface SheetInData {
  show: (view: PanelView) => void
  /** Of a sheet that is shown. */
  change: (view: PanelView) => void
  hide: () => void
  /** Before the owner is gone. */
  end: () => void
}

/** `setData` is called once for each change, with no more than what changed: it goes through a bridge of messages. */
export function sheetInData(setData: (change: Change) => void, isAnimated: () => boolean): SheetInData {
  let shown: PanelView | undefined
  let leaving: ReturnType<typeof setTimeout> | undefined
  const stay = () => clearTimeout(leaving)

  return {
    show(view) {
      stay()
      shown = view
      setData({ shown: true, view })
    },
    change(next) {
      if (!shown) return
      const change: Change = {}
      for (const key of Object.keys(next) as (keyof PanelView)[])
        if (next[key] !== shown[key]) change[`view.${key}`] = next[key]
      shown = next
      setData(change)
    },
    hide() {
      if (!shown) return
      shown = undefined
      if (!isAnimated()) {
        setData({ shown: false, view: null })
        return
      }
      setData({ shown: false })
      leaving = setTimeout(() => setData({ view: null }), LEAVE_MS)
    },
    end: stay,
  }
}
