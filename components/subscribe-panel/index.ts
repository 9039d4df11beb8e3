import type { Decision } from '../../src/contract.js'
import { toFailure } from '../../src/errors.js'
import { openPrivacy } from '../_shared/open-privacy.js'
import type { ClosedBy } from '../_shared/panel-sheet/props.js'
import { type SheetData, type SheetInData, sheetInData } from '../_shared/sheet-in-data.js'
import { type SubscribePanelProps, subscribePanelDefaults } from './props.js'
import { viewOf } from './view-of.js'

interface Methods {
  show(): void
  handleAnswer(templates: Record<string, Decision>): void
  handleCancel(by: ClosedBy): void
  handlePrivacy(): void
}

// Only didMount, didUpdate and didUnmount: they run with and without `component2`.
Component<SheetData, SubscribePanelProps, Methods, { sheet: SheetInData }>({
  data: { shown: false, view: null },
  props: subscribePanelDefaults,

  didMount() {
    const set = (change: object) => this.setData(change as Partial<SheetData>)
    this.sheet = sheetInData(set, () => this.props.animation)
    if (this.props.visible) this.show()
  },
  didUpdate(before) {
    if (before.visible === this.props.visible) return
    if (this.props.visible) this.show()
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
