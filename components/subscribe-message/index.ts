import type { Host } from '../../src/host.js'
import { openNativePanel } from '../../src/native-panel.js'
import { optionNames, readFlag, saysNothing, type SubscribeOptions } from '../../src/options.js'
import { needsBuiltinPanel, type PanelView } from '../../src/panel-view.js'
import { failure, type SubscribeResult } from '../../src/result.js'
import { createSubscribeFlow, type FlowState, type SubscribeFlow } from '../../src/subscribe-flow.js'
import {
  type AnsweredBy,
  type ClosedBy,
  createSheet,
  type Sheet,
  type SheetData,
} from '../panel-sheet/sheet.js'
import { tellPage } from '../page-events.js'
import { createMyHost, showPrivacyUrl, warn } from '../platform.js'
import { addTag, sharedState } from '../shared-state.js'
import { closedOfficial, createOfficialTag, type OfficialProps, type OfficialTag } from './official-tag.js'
import { type SubscribeMessageProps, subscribeMessageDefaults } from './props.js'

interface Methods {
  open(own?: Partial<SubscribeOptions>): Promise<SubscribeResult>
  panelFor(view: PanelView): SubscribeMessageProps['panel']
  openPanel: Host['openPanel']
  handleAnswer(answer: AnsweredBy): void
  handleCancel(by: ClosedBy): void
  handlePrivacy(): void
}

interface Data extends SheetData {
  official: OfficialProps
}

interface Instance {
  flow: SubscribeFlow
  state?: FlowState
  sheet: Sheet
  official: OfficialTag
  /** A component that is gone takes no data. */
  gone: boolean
  /** The page it stands on, where the platform says so. */
  $page?: unknown
  removeTag: () => void
}

// Only didMount, didUpdate and didUnmount: they run with and without `component2`.
Component<Data, SubscribeMessageProps, Methods, Instance>({
  data: { shown: false, view: null, official: closedOfficial },
  props: subscribeMessageDefaults,

  didMount() {
    const set = (change: object) => {
      if (!this.gone) this.setData(change as Partial<Data>)
    }
    this.sheet = createSheet(set, () => this.props.animation !== false)
    this.official = createOfficialTag((official) => set({ official }))
    const host = createMyHost({
      openPanel: (view, access) => this.openPanel(view, access),
      openProgress: (view) => (this.panelFor(view) === 'builtin' ? this.sheet.open(view) : undefined),
    })
    this.flow = createSubscribeFlow(host, (state) => {
      this.state = state
      tellPage(this.props, 'onStateChange', 'onState', state)
    })
    this.removeTag = addTag(
      {
        id: () => this.props.id ?? '',
        request: (own) => this.open(own),
        getSubscriptions: (own) => this.flow.getSubscriptions(optionsOf(this.props, own)),
      },
      this.$page,
    )
    if (readFlag('requestSubscribeMessage', this.props.requestSubscribeMessage, warn)) void this.open()
  },
  didUpdate(before) {
    const { requestSubscribeMessage, officialResult } = this.props
    if (officialResult && before.officialResult !== officialResult) this.official.answered(officialResult)
    if (before.requestSubscribeMessage === requestSubscribeMessage) return
    if (readFlag('requestSubscribeMessage', requestSubscribeMessage, warn)) void this.open()
    // Callers put it back to false first thing in their callback: a panel that says that nothing was
    // subscribed has to outlive that, so only the person closes it.
    else if (this.state !== 'settled') this.flow.cancel()
  },
  didUnmount() {
    this.gone = true
    this.removeTag()
    this.flow.unmount()
    this.sheet.end()
  },

  methods: {
    open(own = {}) {
      const tell = (result: SubscribeResult) => tellPage(this.props, 'onCallback', 'onResult', result)
      const { panel } = this.props
      if (['builtin', 'native', 'official'].includes(panel))
        return this.flow.open(optionsOf(this.props, own), tell)

      const wrong = failure('INVALID_CONFIG', `The prop panel is "${panel}": there is no such panel.`)
      warn(wrong.errorMessage)
      tell(wrong)
      return Promise.resolve(wrong)
    },
    panelFor(view) {
      return needsBuiltinPanel(view) ? 'builtin' : this.props.panel
    },
    /** Shows the panel that the prop names. */
    openPanel(view, access) {
      const panel = this.panelFor(view)
      if (panel === 'native') return { surface: 'NATIVE', panel: openNativePanel(view, access) }
      if (panel === 'official') return { surface: 'ADAPTER', panel: this.official.open(view, access) }
      return { surface: 'BUILTIN', panel: this.sheet.open(view) }
    },
    handleAnswer(answer) {
      this.sheet.answer({ type: 'ANSWERED', ...answer })
    },
    handleCancel(by) {
      this.sheet.answer({ type: 'CLOSED', by })
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

/**
 * What one open is asked with. A prop wins over what `configure` set; one that says nothing (absent, empty
 * as axml passes an undefined value, or false) leaves it as configured. What a call says itself wins over both.
 */
function optionsOf(
  props: Readonly<Partial<SubscribeMessageProps>>,
  own: Partial<SubscribeOptions>,
): SubscribeOptions {
  const options: SubscribeOptions = { backendUrl: '', templateIds: [], ...sharedState().options }
  for (const name of optionNames) {
    const value = props[name]
    const isEmpty = !value || (Array.isArray(value) && value.length === 0)
    if (!isEmpty) Object.assign(options, { [name]: value })
    if (!saysNothing(own[name])) Object.assign(options, { [name]: own[name] })
  }
  return options
}
