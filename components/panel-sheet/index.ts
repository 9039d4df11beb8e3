import {
  agreeAnswer,
  agreeLabelOf,
  hasBoxes,
  missingTick,
  type PanelView,
  rejectAnswer,
  type Ticks,
} from '../../src/panel-view.js'
import { type AnsweredBy, type ClosedBy, LEAVE_MS } from './sheet.js'

/** Its owner has it in the tree as long as there is a view: until it has slid out. */
interface PanelSheetProps {
  /** In its place; false is on its way out. @default false */
  visible: boolean
  /** All that it shows, as finished strings. @default null */
  view: PanelView | null
  /** Slides in and out. @default false */
  animation: boolean
  /** @default 'auto' */
  theme: 'auto' | 'light' | 'dark'
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
  /** The shield is gone: answers, boxes and mask take taps. */
  open: boolean
}

/** A second tap on what opened the panel comes within this time, and must not answer it. */
const SHIELD_MS = 500

interface Instance {
  shield?: ReturnType<typeof setTimeout>
  /** The app is on the screen again. */
  handleAppShow: () => void
}

/** Only newer base libraries tell when the app is shown again. */
type AppEvents = Partial<Pick<typeof my, 'onAppShow' | 'offAppShow'>>
const appEvents = (): AppEvents => (typeof my === 'undefined' ? {} : my)

interface Methods {
  raiseShield(): void
  handleMask(): void
  handleShield(): void
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

const untouched = (): Omit<Data, 'open'> => ({
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

// Only didMount, didUpdate and didUnmount: they run with and without `component2`.
Component<Data, PanelSheetProps, Methods, Instance>({
  data: { ...untouched(), open: false },
  props: { visible: false, view: null, animation: true, theme: 'auto' },

  didMount() {
    this.handleAppShow = () => this.raiseShield()
    appEvents().onAppShow?.(this.handleAppShow)
    this.raiseShield()
  },
  didUpdate(before) {
    const { visible, view } = this.props
    // It may be shown again while it slides out, or asked with again after it said that it failed.
    const isAskedAgain = before.view?.state === 'failed' && view?.state === 'asking'
    const { turned, unfolded, transferTicked, nothingTicked } = this.data
    const isTouched = turned.length + unfolded.length > 0 || transferTicked || nothingTicked
    const isShownAgain = visible && !before.visible
    if (isTouched && (isShownAgain || (visible && isAskedAgain))) this.setData({ ...untouched() })
    const isAnswerNew = view?.state === 'asking' && before.view?.state !== 'asking'
    if (isShownAgain || isAnswerNew) this.raiseShield()
  },
  didUnmount() {
    clearTimeout(this.shield)
    appEvents().offAppShow?.(this.handleAppShow)
  },

  methods: {
    /** Holds taps off until the answers have stood where they are for a moment. */
    raiseShield() {
      clearTimeout(this.shield)
      if (this.data.open) this.setData({ open: false })
      const movesMs = this.props.animation ? LEAVE_MS : 0
      this.shield = setTimeout(() => this.setData({ open: true }), SHIELD_MS + movesMs)
    },
    /** It only takes taps away from what it covers. */
    handleShield() {
      return
    },
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
