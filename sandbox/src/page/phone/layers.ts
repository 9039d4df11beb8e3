import type { JsapiOptions } from '../../bridge/protocol.js'

/** What the super app lays over the mini program; the first in the list is shown, the others wait. */
export type Layer =
  | {
      kind: 'authorization'
      id: number
      scopes: readonly string[]
      answer: (choice: 'allow' | 'refuse') => void
    }
  | { kind: 'alert'; id: number; content: JsapiOptions['alert']; close: () => void }

export interface Toast {
  id: number
  content: string
}
