import { agreedTo, rejected } from './answers'
import { type PanelSheetProps, panelSheetDefaults } from './props'

/** As long as the leaving animation in index.less. */
const LEAVE_MS = 240

const templatesOf = ({ view }: Readonly<PanelSheetProps>) => view?.templates ?? []

interface Data {
  /** In the tree: while visible, and until it has slid out. */
  present: boolean
  /** Part of the class names that animate. */
  motion: 'sliding' | 'still'
  /** Several templates: each has its own box. */
  several: boolean
  /** One for each template. Asking starts with empty boxes: one that is ticked beforehand is no consent. */
  ticks: boolean[]
  /** Agreeing to a transfer abroad is an answer of its own, also for a single template. */
  transferTicked: boolean
  nothingTicked: boolean
}

interface Methods {
  enter(): void
  leave(): void
  handleMask(): void
  handleNothing(): void
  handleClose(): void
  handleTick(event: { currentTarget: { dataset: { index: number } } }): void
  handleTransfer(): void
  handlePrivacy(): void
  handleReject(): void
  handleAgree(): void
}

// Only didMount, didUpdate and didUnmount: they run with and without `component2`.
Component<Data, PanelSheetProps, Methods, { stay?: () => void }>({
  data: {
    present: false,
    motion: 'still',
    several: false,
    ticks: [],
    transferTicked: false,
    nothingTicked: false,
  },
  props: panelSheetDefaults,

  didMount() {
    if (this.props.visible) this.enter()
  },
  didUpdate(before) {
    const { visible, view } = this.props
    // A panel that stayed to say that it failed may be asked with again.
    const isAskedAgain = before.view?.state === 'failed' && view?.state === 'asking'
    if (visible && (!before.visible || isAskedAgain)) this.enter()
    if (!visible && before.visible) this.leave()
  },
  didUnmount() {
    this.stay?.()
  },

  methods: {
    enter() {
      this.stay?.()
      this.setData({
        present: true,
        motion: this.props.animation ? 'sliding' : 'still',
        several: templatesOf(this.props).length > 1,
        ticks: templatesOf(this.props).map(({ ticked }) => ticked === true),
        transferTicked: false,
        nothingTicked: false,
      })
    },
    leave() {
      const go = () => this.setData({ present: false })
      if (!this.props.animation) {
        go()
        return
      }
      const timer = setTimeout(go, LEAVE_MS)
      this.stay = () => clearTimeout(timer)
    },

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
      if (!this.data.several) return
      const ticks = this.data.ticks.slice()
      ticks[currentTarget.dataset.index] = !ticks[currentTarget.dataset.index]
      this.setData({ ticks, nothingTicked: false })
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
      const templates = agreedTo(templatesOf(this.props), this.data.ticks)
      // Withdrawing needs no agreement to the transfer.
      const isTransferOpen = view?.mode === 'ask' && view.transferNotice && !this.data.transferTicked
      if (templates && !isTransferOpen) this.props.onAnswer?.(templates)
      else this.setData({ nothingTicked: true })
    },
  },
})
