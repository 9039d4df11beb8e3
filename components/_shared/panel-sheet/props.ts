import type { Decision } from '../../../src/contract.js'
import type { PanelAnswer, PanelView } from '../../../src/panel-view.js'

export type ClosedBy = Extract<PanelAnswer, { type: 'CLOSED' }>['by']

/** Its owner has it in the tree as long as there is a view: until it has slid out. */
export interface PanelSheetProps {
  /** In its place; false is on its way out. @default false */
  visible: boolean
  /** All that it shows, as finished strings. @default null */
  view: PanelView | null
  /** Slides in and out. @default false */
  animation: boolean
  /** The person's answer for each template. */
  onAnswer?: (templates: Record<string, Decision>) => void
  /** Closed without an answer, and by what. */
  onCancel?: (by: ClosedBy) => void
  /** The privacy notice was tapped. */
  onPrivacy?: () => void
}

export const panelSheetDefaults: PanelSheetProps = { visible: false, view: null, animation: false }
