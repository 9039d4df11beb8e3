import type { JsapiOptions } from '../../bridge/protocol.js'
import type { PanelNeeded } from '../../superapp/request-subscribe-message.js'
import type { PanelChoice } from '../../superapp/subscribe-answer.js'

/** What the super app lays over the mini program; the first in the list is shown, the others wait. */
export type Layer =
  | {
      kind: 'authorization'
      id: number
      scopes: readonly string[]
      answer: (choice: 'allow' | 'refuse') => void
    }
  | { kind: 'panel'; id: number; panel: PanelNeeded['panel']; answer: (choice: PanelChoice) => void }
  | { kind: 'alert'; id: number; content: JsapiOptions['alert']; close: () => void }

export interface Toast {
  id: number
  content: string
}
