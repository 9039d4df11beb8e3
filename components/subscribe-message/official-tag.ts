import type { OpenPanel, PanelAccess } from '../../src/host.js'
import { onlyTemplate, readOfficialResult } from '../../src/official-panel.js'
import type { PanelAnswer, PanelView } from '../../src/panel-view.js'

/** The props of the official tag, handed to it through our slot. */
export interface OfficialProps {
  requestSubscribeMessage: boolean
  appId: string
  authCode: string
  templateIds: string[]
}

export const closedOfficial: OfficialProps = {
  requestSubscribeMessage: false,
  appId: '',
  authCode: '',
  templateIds: [],
}

export interface OfficialTag {
  open: (view: PanelView, access: PanelAccess) => OpenPanel
  /** What the tag called back with. Without an open it is left alone. */
  answered: (result: unknown) => void
}

/** The official tag as the flow's panel. It gets an auth code of its own, for one template at a time. */
export function createOfficialTag(show: (official: OfficialProps) => void): OfficialTag {
  let receive: ((result: unknown) => void) | undefined

  return {
    open(view, { appId, newAuthCode }) {
      let isClosed = false
      const ask = async (): Promise<PanelAnswer> => {
        // Refused before a code is asked for.
        const templateCode = onlyTemplate(view)
        const authCode = await newAuthCode()
        const result = await new Promise((resolve) => {
          receive = resolve
          // It may be closed while the user is asked for the code.
          if (!isClosed) show({ requestSubscribeMessage: true, appId, authCode, templateIds: [templateCode] })
        })
        return readOfficialResult(result, templateCode)
      }
      return {
        answer: ask(),
        update: () => undefined,
        close() {
          isClosed = true
          receive = undefined
          show(closedOfficial)
        },
      }
    },
    answered(result) {
      receive?.(result)
    },
  }
}
