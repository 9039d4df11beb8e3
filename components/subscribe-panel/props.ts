import type { Decision, TemplateText } from '../../src/contract.js'
import type { PanelTexts } from '../../src/texts/panel-texts.js'
import type { PageEvent, TagAttributes } from '../tags.js'
import type { ClosedBy } from '../panel-sheet/sheet.js'

export type { PageEvent }

/** What `<subscribe-panel>` takes: the panel alone, for a page with its own flow. */
export interface SubscribePanelProps extends TagAttributes {
  /** Shows the panel. It never hides by itself. @default false */
  visible: boolean
  /** Title of the panel. @default the built-in one */
  title?: string
  /** Who sends. Needed: a panel that does not say so is not shown. */
  senderName?: string
  /** Address of the sender's logo, https. @default the name's first letter */
  senderLogoUrl?: string
  /** Address of the privacy notice. Needed, like `senderName`. */
  privacyUrl?: string
  /** Said in a line of its own where personal data leaves the user's country. @default none */
  transferNotice?: string
  /** What is asked for: one template gets two buttons, several get a box each. @default [] */
  templates: TemplateText[]
  /** BCP 47. @default the super app's language, else `en` */
  language?: string
  /** Site whose name the texts say, e.g. `ALIPAY_CN`. @default the built-in "your app" */
  customerBelongsTo?: string
  /** Texts that differ from the built-in ones. @default none */
  texts?: Partial<PanelTexts>
  /** Slides the panel in and out, unless it is `false`. @default true */
  animation?: boolean
  /** The panel's colours: as the system's, or always one of them. @default 'auto' */
  theme: 'auto' | 'light' | 'dark'
  /** The person's answer for each template. */
  onAnswer?: (templates: Record<string, Decision>) => void
  /** As `onAnswer`, with an event that has the answers as its `detail`: for Taro, uni-app, Remax. */
  onAnswered?: (event: PageEvent<Record<string, Decision>>) => void
  /** Closed without an answer, and by what. */
  onCancel?: (by: ClosedBy) => void
  /** As `onCancel`, with an event. */
  onCancelled?: (event: PageEvent<ClosedBy>) => void
  /** The privacy notice was tapped: open it in a web-view page of your own. */
  onPrivacy?: (url: string) => void
  /** As `onPrivacy`, with an event. */
  onPrivacyTap?: (event: PageEvent<string>) => void
}

export const subscribePanelDefaults: SubscribePanelProps = {
  visible: false,
  templates: [],
  animation: true,
  theme: 'auto',
}
