import type { JsapiOptions } from '../../bridge/protocol.js'
import type { PanelNeeded, PanelChoice } from '../../superapp/request-subscribe-message.js'

/** The user's answer on an authorization page; with allow, the scopes that he did not let through. */
export interface PageChoice {
  answer: 'allow' | 'refuse' | 'back'
  refused?: readonly string[]
}

/** What the super app lays over the mini program; the first in the list is shown, the others wait. */
export type Layer =
  | {
      kind: 'authorization'
      id: number
      scopes: readonly string[]
      answer: (choice: PageChoice) => void
    }
  | { kind: 'panel'; id: number; panel: PanelNeeded['panel']; answer: (choice: PanelChoice) => void }
  | { kind: 'alert'; id: number; content: JsapiOptions['alert']; close: () => void }

export interface Toast {
  id: number
  content: string
}
