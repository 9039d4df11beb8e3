import { buildView } from '../../src/panel/build-view.js'
import type { PanelView } from '../../src/panel-view.js'
import { languageOfMy } from '../_shared/language.js'
import type { SubscribePanelProps } from './props.js'

/** The finished strings of a panel that a page feeds by itself. Throws if it does not say who sends. */
export function viewOf(props: Readonly<SubscribePanelProps>): PanelView {
  const { title, senderName, privacyUrl, transferNotice, templates, language, customerBelongsTo, texts } =
    props
  const templateIds = templates.map(({ templateCode }) => templateCode)
  const { view } = buildView(
    {
      request: { language: language ?? languageOfMy() ?? 'en', templates: [], ...(texts && { texts }) },
      app: { customerBelongsTo: customerBelongsTo ?? '' },
    },
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
