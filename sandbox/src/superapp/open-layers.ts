import { newId } from '../state/random-ids.js'
import type { Authorization } from './auth-codes.js'

/** A subscription panel that asks this user for these templates. */
export interface PanelQuestion {
  userId: string
  appId: string
  templateCodes: readonly string[]
  kind: 'ONE_TIME' | 'LONG_TERM'
}

/** Authorization pages and subscription panels that are shown and wait for the user. */
export class OpenLayers {
  private readonly pages = new Map<string, Authorization>()
  private readonly panels = new Map<string, PanelQuestion>()

  /** Closes what this user's last visit of the mini program left open. */
  closeAll(userId: string, appId: string): void {
    for (const layers of [this.pages, this.panels]) {
      for (const [id, layer] of layers) {
        if (layer.userId === userId && layer.appId === appId) layers.delete(id)
      }
    }
  }

  showPage(authorization: Authorization): string {
    const pageId = newId()
    this.pages.set(pageId, authorization)
    return pageId
  }

  /** What the page asked, once: afterwards the page is gone. */
  closePage(pageId: string): Authorization | undefined {
    const authorization = this.pages.get(pageId)
    this.pages.delete(pageId)
    return authorization
  }

  showPanel(question: PanelQuestion): string {
    const panelId = newId()
    this.panels.set(panelId, question)
    return panelId
  }

  /** What the panel asked, once. */
  closePanel(panelId: string): PanelQuestion | undefined {
    const question = this.panels.get(panelId)
    this.panels.delete(panelId)
    return question
  }

  hasPanel(userId: string, appId: string): boolean {
    return [...this.panels.values()].some((panel) => panel.userId === userId && panel.appId === appId)
  }
}
