import type { Decision } from '../../src/contract'
import { createSubscribeFlow } from '../../src/flow/subscribe-flow'
import { failure } from '../../src/errors'
import type { SubscribeFlow } from '../../src/flow/flow-types'
import type { SubscribeResult } from '../../src/result'
import { configured } from '../_shared/configure'
import { myHost } from '../_shared/my-host'
import { openPrivacy } from '../_shared/open-privacy'
import type { ClosedBy } from '../_shared/panel-sheet/props'
import { optionsOf } from './options-of'
import { type PanelData, type PanelInData, panelInData } from './panel-in-data'
import { type SubscribeMessageProps, subscribeMessageDefaults } from './props'

interface Methods {
  open(): void
  handleAnswer(templates: Record<string, Decision>): void
  handleCancel(by: ClosedBy): void
  handlePrivacy(): void
}

interface Instance {
  flow: SubscribeFlow
  panel: PanelInData
  running: Promise<SubscribeResult> | undefined
  /** A component that is gone takes no data. */
  gone: boolean
}

// Only didMount, didUpdate and didUnmount: they run with and without `component2`.
Component<PanelData, SubscribeMessageProps, Methods, Instance>({
  data: { visible: false, view: null },
  props: subscribeMessageDefaults,

  didMount() {
    this.panel = panelInData((change) => {
      if (!this.gone) this.setData(change)
    })
    this.flow = createSubscribeFlow(myHost(this.panel.open), (state) => this.props.onStateChange?.(state))
    if (this.props.requestSubscribeMessage) this.open()
  },
  didUpdate(before) {
    const { requestSubscribeMessage } = this.props
    if (before.requestSubscribeMessage === requestSubscribeMessage) return
    if (requestSubscribeMessage) this.open()
    // Callers put it back to false first thing in their callback: a panel that says that nothing was
    // subscribed has to outlive that, so it is left to the person.
    else if (this.flow.state !== 'settled') this.flow.cancel()
  },
  didUnmount() {
    this.gone = true
    this.flow.unmount()
  },

  methods: {
    open() {
      const { panel } = this.props
      if ((panel as string) !== 'builtin') {
        this.props.onCallback?.(
          failure(
            'INVALID_CONFIG',
            `panel is "${panel}", which is not known here: leave it out or say "builtin".`,
          ),
        )
        return
      }
      const result = this.flow.open(optionsOf(this.props, configured()))
      // Opening again while the last answer is on its way joins that open, which has one result.
      if (result === this.running) return
      this.running = result
      void result.then((settled) => this.props.onCallback?.(settled))
    },
    handleAnswer(templates) {
      this.panel.answered({ type: 'ANSWERED', templates })
    },
    handleCancel(by) {
      this.panel.answered({ type: 'CLOSED', by })
    },
    handlePrivacy() {
      if (this.data.view) openPrivacy(this.data.view, this.props.onPrivacy)
    },
  },
})
