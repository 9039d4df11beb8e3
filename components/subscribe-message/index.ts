import type { Decision } from '../../src/contract.js'
import { createSubscribeFlow } from '../../src/flow/subscribe-flow.js'
import { failure } from '../../src/errors.js'
import type { FlowState, SubscribeFlow } from '../../src/flow/flow-types.js'
import { configured } from '../_shared/configure.js'
import { myHost } from '../_shared/my-host.js'
import { openPrivacy } from '../_shared/open-privacy.js'
import type { ClosedBy } from '../_shared/panel-sheet/props.js'
import { type SheetData, type SheetInData, sheetInData } from '../_shared/sheet-in-data.js'
import {
  closedOfficial,
  type OfficialInSlot,
  officialInSlot,
  type OfficialProps,
} from './official-in-slot.js'
import { optionsOf } from './options-of.js'
import { type PanelInData, panelInData } from './panel-in-data.js'
import { isPanelName, panels } from './panels.js'
import { type SubscribeMessageProps, subscribeMessageDefaults } from './props.js'

interface Methods {
  open(): void
  handleAnswer(templates: Record<string, Decision>): void
  handleCancel(by: ClosedBy): void
  handlePrivacy(): void
}

interface Data extends SheetData {
  official: OfficialProps
}

interface Instance {
  flow: SubscribeFlow
  state?: FlowState
  sheet: SheetInData
  panel: PanelInData
  official: OfficialInSlot
  /** A component that is gone takes no data. */
  gone: boolean
}

// Only didMount, didUpdate and didUnmount: they run with and without `component2`.
Component<Data, SubscribeMessageProps, Methods, Instance>({
  data: { shown: false, view: null, official: closedOfficial },
  props: subscribeMessageDefaults,

  didMount() {
    const set = (change: object) => {
      if (!this.gone) this.setData(change as Partial<Data>)
    }
    this.sheet = sheetInData(set, () => this.props.animation)
    this.panel = panelInData(this.sheet)
    this.official = officialInSlot((official) => set({ official }))
    const host = myHost(panels(() => this.props.panel, this.panel.open, this.official))
    this.flow = createSubscribeFlow(host, (state) => {
      this.state = state
      this.props.onStateChange?.(state)
    })
    if (this.props.requestSubscribeMessage) this.open()
  },
  didUpdate(before) {
    const { requestSubscribeMessage, officialResult } = this.props
    if (officialResult && before.officialResult !== officialResult) this.official.answered(officialResult)
    if (before.requestSubscribeMessage === requestSubscribeMessage) return
    if (requestSubscribeMessage) this.open()
    // Callers put it back to false first thing in their callback: a panel that says that nothing was
    // subscribed has to outlive that, so it is left to the person.
    else if (this.state !== 'settled') this.flow.cancel()
  },
  didUnmount() {
    this.gone = true
    this.flow.unmount()
    this.sheet.end()
  },

  methods: {
    open() {
      const { panel } = this.props
      if (!isPanelName(panel)) {
        this.props.onCallback?.(failure('INVALID_CONFIG', `panel is "${panel}": there is no such panel.`))
        return
      }
      void this.flow.open(optionsOf(this.props, configured()), (result) => this.props.onCallback?.(result))
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
