import { openNativePanel } from '../src/native-panel.js'
import { onlyTemplate, readOfficialResult } from '../src/official-panel.js'
import type { PanelAdapter } from './props.js'

/**
 * Asks by AlipayCN's own panel, `my.requestSubscribeMessage`; the same as `panel: 'native'`. No document says that
 * H5 pages have it, or that it takes the platform's template codes.
 */
export const nativePanel: PanelAdapter = { surface: 'NATIVE', open: openNativePanel }

/** What is documented of `subscribe-msg-svelte`'s class: how it is made, and its one method. */
export type OfficialPanelClass = new (options: {
  target: Element
  props: { appId: string; authCode: string; templateIds: string[]; callback: (result: unknown) => void }
}) => { requestSubscribeMessage(): unknown }

/**
 * Asks by the official H5 panel, whose class the page hands over: we never import it. It gets a fresh auth
 * code of its own. One template at a time: INVALID_CONFIG with several. `target`: where it is put while it
 * is open. @default document.body at that time
 */
export function officialPanel(OfficialPanel: OfficialPanelClass, target?: Element): PanelAdapter {
  return {
    open(view, { appId, newAuthCode }) {
      // No method to take it away is documented; a place of its own can be.
      const place = document.createElement('div')
      const ask = async (): Promise<unknown> => {
        const templateIds = [onlyTemplate(view)]
        const authCode = await newAuthCode()
        return new Promise((callback) => {
          ;(target || document.body).append(place)
          const props = { appId, authCode, templateIds, callback }
          new OfficialPanel({ target: place, props }).requestSubscribeMessage()
        })
      }
      return {
        answer: ask().then((result) => readOfficialResult(result, onlyTemplate(view))),
        update: () => undefined,
        close: () => place.remove(),
      }
    },
  }
}
