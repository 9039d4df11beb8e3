import type { Decision, TemplateKind } from './contract.js'

/** One template's block on the panel. */
export interface PanelTemplate {
  templateCode: string
  title: string
  description?: string
  example?: string
  kind: TemplateKind
  /** Mode `manage` with several templates starts with what stands; mode `ask` starts unticked. */
  ticked?: boolean
}

/** All that a panel shows: finished strings, no rules. The same for the H5 panel and the DSL panel. */
export interface PanelView {
  mode: 'ask' | 'manage'
  /** `asking` takes answers; `submitting` shows progress; `failed` says that nothing was subscribed. */
  state: 'asking' | 'submitting' | 'failed'
  language: string
  direction: 'ltr' | 'rtl'
  title: string
  /** Who sends, and that a message in the inbox is meant. */
  intro: string
  templates: PanelTemplate[]
  exampleLabel: string
  howToStop: string
  privacyLabel: string
  privacyUrl: string
  transferNotice?: string | undefined
  agreeLabel: string
  rejectLabel: string
  closeLabel: string
  /** Said when several templates are shown and none is ticked. */
  nothingTickedHint: string
  /** Set in state `submitting` and `failed`. */
  statusText?: string
}

/** What the person did. CLOSED: mask, back key, Escape or the close control. */
export type PanelAnswer =
  | { type: 'ANSWERED'; templates: Record<string, Decision> }
  | { type: 'CLOSED'; by: 'mask' | 'close' | 'escape' | 'back' }
