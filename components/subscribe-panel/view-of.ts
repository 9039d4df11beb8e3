import type { FlowRequest } from '../../src/flow/context'
import { buildView } from '../../src/panel/build-view'
import type { PanelView } from '../../src/panel-view'
import { languageOfMy } from '../_shared/language'
import type { SubscribePanelProps } from './props'

/** The finished strings of a panel that a page feeds by itself. Throws if it does not say who sends. */
export function viewOf(props: Readonly<SubscribePanelProps>): PanelView {
  const { title, senderName, privacyUrl, transferNotice, templates, language, customerBelongsTo, texts } =
    props
  const templateIds = templates.map(({ templateCode }) => templateCode)
  const { view } = buildView(
    { ...noFlow, templateIds, language: language ?? languageOfMy() ?? 'en', ...(texts && { texts }) },
    { appId: '', customerBelongsTo: customerBelongsTo ?? '' },
    {
      sender: {
        name: senderName ?? '',
        privacyUrl: privacyUrl ?? '',
        ...(transferNotice && { transferNotice }),
      },
      textVersion: '',
      templates,
    },
    templateIds,
  )
  return title ? { ...view, title } : view
}

/** What only an open of the flow has a use for. */
const noFlow: FlowRequest = {
  backendUrl: '',
  templateIds: [],
  scopes: [],
  headers: {},
  language: '',
  timeoutMs: 0,
  personTimeoutMs: 0,
}
