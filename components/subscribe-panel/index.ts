import type { Decision } from '../../src/contract'
import { toFailure } from '../../src/errors'
import type { PanelView } from '../../src/panel-view'
import { openPrivacy } from '../_shared/open-privacy'
import type { ClosedBy } from '../_shared/panel-sheet/props'
import { type SubscribePanelProps, subscribePanelDefaults } from './props'
import { viewOf } from './view-of'

interface Data {
  shown: boolean
  view: PanelView | null
}

interface Methods {
  show(): void
  handleAnswer(templates: Record<string, Decision>): void
  handleCancel(by: ClosedBy): void
  handlePrivacy(): void
}

// Only didMount and didUpdate: they run with and without `component2`.
Component<Data, SubscribePanelProps, Methods>({
  data: { shown: false, view: null },
  props: subscribePanelDefaults,

  didMount() {
    if (this.props.visible) this.show()
  },
  didUpdate(before) {
    if (before.visible === this.props.visible) return
    if (this.props.visible) this.show()
    else this.setData({ shown: false })
  },

  methods: {
    show() {
      try {
        this.setData({ shown: true, view: viewOf(this.props) })
      } catch (error) {
        console.warn(`subscribe-panel is not shown. ${toFailure(error).errorMessage}`)
      }
    },
    handleAnswer(templates) {
      this.props.onAnswer?.(templates)
    },
    handleCancel(by) {
      this.props.onCancel?.(by)
    },
    handlePrivacy() {
      if (this.data.view) openPrivacy(this.data.view, this.props.onPrivacy)
    },
  },
})
