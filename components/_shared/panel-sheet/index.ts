import { agreedTo, rejected } from './answers.js'
import { type PanelSheetProps, panelSheetDefaults } from './props.js'

const templatesOf = ({ view }: Readonly<PanelSheetProps>) => view?.templates ?? []

/** What the person did so far. Nothing else is in the data, so that showing the sheet costs no setData. */
interface Data {
  /** The boxes that were tapped away from how they were shown first; which is empty, when asking. */
  turned: boolean[]
  /** Agreeing to a transfer abroad is an answer of its own, also for a single template. */
  transferTicked: boolean
  nothingTicked: boolean
}

interface Methods {
  handleMask(): void
  handleNothing(): void
  handleClose(): void
  handleTick(event: { currentTarget: { dataset: { index: number } } }): void
  handleTransfer(): void
  handlePrivacy(): void
  handleReject(): void
  handleAgree(): void
}

const untouched = (): Data => ({ turned: [], transferTicked: false, nothingTicked: false })

// Only didUpdate: it runs with and without `component2`.
Component<Data, PanelSheetProps, Methods>({
  data: untouched(),
  props: panelSheetDefaults,

  didUpdate(before) {
    const { visible, view } = this.props
    // It may be shown again while it slides out, or asked with again after it said that it failed.
    const isAskedAgain = before.view?.state === 'failed' && view?.state === 'asking'
    const { turned, transferTicked, nothingTicked } = this.data
    const isTouched = turned.length > 0 || transferTicked || nothingTicked
    if (isTouched && visible && (!before.visible || isAskedAgain)) this.setData({ ...untouched() })
  },

  methods: {
    handleMask() {
      this.props.onCancel?.('mask')
    },
    /** A caught touchMove does not scroll the page behind. */
    handleNothing() {
      return
    },
    handleClose() {
      this.props.onCancel?.('close')
    },
    handleTick({ currentTarget }) {
      if (templatesOf(this.props).length < 2) return
      const turned = this.data.turned.slice()
      turned[currentTarget.dataset.index] = !turned[currentTarget.dataset.index]
      this.setData({ turned, nothingTicked: false })
    },
    handleTransfer() {
      this.setData({ transferTicked: !this.data.transferTicked, nothingTicked: false })
    },
    handlePrivacy() {
      this.props.onPrivacy?.()
    },
    handleReject() {
      this.props.onAnswer?.(rejected(templatesOf(this.props)))
    },
    handleAgree() {
      const { view } = this.props
      const templates = agreedTo(templatesOf(this.props), this.data.turned)
      // Withdrawing needs no agreement to the transfer.
      const isTransferOpen = view?.mode === 'ask' && view.transferNotice && !this.data.transferTicked
      if (templates && !isTransferOpen) this.props.onAnswer?.(templates)
      else this.setData({ nothingTicked: true })
    },
  },
})
