import {
  agreeAnswer,
  agreeLabelOf,
  hasBoxes,
  missingTick,
  type PanelView,
  rejectAnswer,
  type Ticks,
} from '../../src/panel-view.js'
import type { AnsweredBy, ClosedBy } from './sheet.js'

/** Its owner has it in the tree as long as there is a view: until it has slid out. */
interface PanelSheetProps {
  /** In its place; false is on its way out. @default false */
  visible: boolean
  /** All that it shows, as finished strings. @default null */
  view: PanelView | null
  /** Slides in and out. @default false */
  animation: boolean
  /** The person's answer for each template. */
  onAnswer?: (answer: AnsweredBy) => void
  /** Closed without an answer, and by what. */
  onCancel?: (by: ClosedBy) => void
  /** The privacy notice was tapped. */
  onPrivacy?: () => void
}

/** What the person did so far. Nothing else is in the data, so that showing the sheet costs no setData. */
interface Data {
  /** The boxes that were tapped away from how they were shown first. */
  turned: boolean[]
  transferTicked: boolean
  nothingTicked: boolean
  /** The examples that were unfolded, where several templates fold them. */
  unfolded: boolean[]
  logoFailed: boolean
  /** What Agree is called now; empty as long as no box was tapped. */
  agreeLabel: string
}

interface Methods {
  handleMask(): void
  handleTouchMove(): void
  handleClose(): void
  handleTick(event: { currentTarget: { dataset: { index: number } } }): void
  handleUnfold(event: { currentTarget: { dataset: { index: number } } }): void
  handleTransfer(): void
  handleLogoError(): void
  handlePrivacy(): void
  handleReject(): void
  handleAgree(): void
}

const untouched = (): Data => ({
  turned: [],
  transferTicked: false,
  nothingTicked: false,
  agreeLabel: '',
  unfolded: [],
  logoFailed: false,
})

const ticksOf = (
  { templates }: PanelView,
  { turned, transferTicked }: Pick<Data, 'turned' | 'transferTicked'>,
): Ticks => ({
  templates: templates.map(({ ticked }, index) => Boolean(ticked) !== Boolean(turned[index])),
  transfer: transferTicked,
})

// Only didUpdate: it runs with and without `component2`.
Component<Data, PanelSheetProps, Methods>({
  data: untouched(),
  props: { visible: false, view: null, animation: false },

  didUpdate(before) {
    const { visible, view } = this.props
    // It may be shown again while it slides out, or asked with again after it said that it failed.
    const isAskedAgain = before.view?.state === 'failed' && view?.state === 'asking'
    const { turned, unfolded, transferTicked, nothingTicked } = this.data
    const isTouched = turned.length + unfolded.length > 0 || transferTicked || nothingTicked
    if (isTouched && visible && (!before.visible || isAskedAgain)) this.setData({ ...untouched() })
  },

  methods: {
    handleMask() {
      this.props.onCancel?.('mask')
    },
    /** A caught touchMove does not scroll the page behind. */
    handleTouchMove() {
      return
    },
    handleClose() {
      this.props.onCancel?.('close')
    },
    handleTick({ currentTarget }) {
      const { view } = this.props
      if (!view || !hasBoxes(view)) return
      const turned = this.data.turned.slice()
      turned[currentTarget.dataset.index] = !turned[currentTarget.dataset.index]
      const { transferTicked } = this.data
      const agreeLabel = agreeLabelOf(view, ticksOf(view, { turned, transferTicked }))
      this.setData({ turned, nothingTicked: false, agreeLabel })
    },
    handleUnfold({ currentTarget }) {
      const unfolded = this.data.unfolded.slice()
      unfolded[currentTarget.dataset.index] = !unfolded[currentTarget.dataset.index]
      this.setData({ unfolded })
    },
    /** The name's first letter stays. */
    handleLogoError() {
      this.setData({ logoFailed: true })
    },
    handleTransfer() {
      this.setData({ transferTicked: !this.data.transferTicked, nothingTicked: false })
    },
    handlePrivacy() {
      this.props.onPrivacy?.()
    },
    handleReject() {
      const { view } = this.props
      if (!view) return
      const agreeLabel = agreeLabelOf(view, ticksOf(view, this.data))
      this.props.onAnswer?.({ templates: rejectAnswer(view), agreeLabel })
    },
    handleAgree() {
      const { view } = this.props
      if (!view) return
      const ticks = ticksOf(view, this.data)
      if (missingTick(view, ticks)) this.setData({ nothingTicked: true })
      else
        this.props.onAnswer?.({ templates: agreeAnswer(view, ticks), agreeLabel: agreeLabelOf(view, ticks) })
    },
  },
})
