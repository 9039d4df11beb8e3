import { buildView, type PanelView } from '../../src/panel-view.js'
import { readFlag } from '../../src/options.js'
import { toFailure } from '../../src/result.js'
import {
  type AnsweredBy,
  type ClosedBy,
  createSheet,
  type Sheet,
  type SheetData,
} from '../panel-sheet/sheet.js'
import { sharedState } from '../shared-state.js'
import { tellPage } from '../page-events.js'
import { languageOfMy, showPrivacyUrl, warn } from '../platform.js'
import { type SubscribePanelProps, subscribePanelDefaults } from './props.js'

interface Methods {
  show(): void
  handleAnswer(answer: AnsweredBy): void
  handleCancel(by: ClosedBy): void
  handlePrivacy(): void
}

// Only didMount, didUpdate and didUnmount: they run with and without `component2`.
Component<SheetData, SubscribePanelProps, Methods, { sheet: Sheet }>({
  data: { shown: false, view: null },
  props: subscribePanelDefaults,

  didMount() {
    const set = (change: object) => this.setData(change as Partial<SheetData>)
    this.sheet = createSheet(set, () => this.props.animation !== false)
    if (readFlag('visible', this.props.visible, warn)) this.show()
  },
  didUpdate(before) {
    if (before.visible === this.props.visible) return
    if (readFlag('visible', this.props.visible, warn)) this.show()
    else this.sheet.hide()
  },
  didUnmount() {
    this.sheet.end()
  },

  methods: {
    show() {
      try {
        this.sheet.show(viewOf(this.props))
      } catch (error) {
        warn(`subscribe-panel is not shown. ${toFailure(error).errorMessage}`)
      }
    },
    handleAnswer({ templates }) {
      tellPage(this.props, 'onAnswer', 'onAnswered', templates)
    },
    handleCancel(by) {
      tellPage(this.props, 'onCancel', 'onCancelled', by)
    },
    handlePrivacy() {
      const { view } = this.data
      if (!view) return
      if (this.props.onPrivacy || this.props.onPrivacyTap)
        tellPage(this.props, 'onPrivacy', 'onPrivacyTap', view.privacyUrl)
      else showPrivacyUrl(view)
    },
  },
})

/** The finished strings of a panel that a page feeds by itself. Throws if it does not say who sends. */
function viewOf(props: Readonly<SubscribePanelProps>): PanelView {
  const { title, senderName = '', senderLogoUrl, privacyUrl = '', transferNotice, templates, texts } = props
  const sender = {
    name: senderName,
    privacyUrl,
    ...(senderLogoUrl && { logoUrl: senderLogoUrl }),
    ...(transferNotice && { transferNotice }),
  }
  const { view } = buildView(
    {
      language: props.language ?? languageOfMy() ?? 'en',
      languages: sharedState().options.languages ?? [],
      templates: [],
      ...(texts && { texts }),
    },
    props.customerBelongsTo ?? '',
    { sender, textVersion: '', templates },
    templates.map(({ templateCode }) => templateCode),
  )
  return title ? { ...view, title } : view
}
