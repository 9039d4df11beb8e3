import { newId } from '../state/random-ids.js'
import type { Authorization } from './auth-codes.js'

/** Authorization pages that are shown and wait for the user. */
export class AuthorizationPages {
  private readonly waiting = new Map<string, Authorization>()

  show(authorization: Authorization): string {
    const pageId = newId()
    this.waiting.set(pageId, authorization)
    return pageId
  }

  /** What the page asked, once: afterwards the page is gone. */
  close(pageId: string): Authorization | undefined {
    const authorization = this.waiting.get(pageId)
    this.waiting.delete(pageId)
    return authorization
  }
}
