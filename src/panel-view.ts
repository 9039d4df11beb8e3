import { type Decision, findTemplate, type Sender, type ServedTexts, type TemplateKind } from './contract.js'
import { directionOf, pickTexts } from './language.js'
import type { SubscribeRequest } from './options.js'
import { fail, type FlowError } from './result.js'
import type { PanelTexts } from './texts/panel-texts.js'

/** One template's block on the panel. */
export interface PanelTemplate {
  templateCode: string
  title: string
  description?: string
  example?: string
  kind: TemplateKind
  /** Mode `manage` with several templates starts with what stands; mode `ask` starts unticked. */
  ticked?: boolean
}

/** All that a panel shows: finished strings. The same for the H5 panel and the DSL panel. */
export interface PanelView {
  mode: 'ask' | 'manage'
  /**
   * `loading` is a frame while the backend is awaited; `asking` takes answers; `submitting` shows progress; `failed`
   * says that nothing was subscribed.
   */
  state: 'loading' | 'asking' | 'submitting' | 'failed'
  language: string
  direction: 'ltr' | 'rtl'
  /** The panel's name: who sends. */
  title: string
  /** Goes on from the title: that a message in the inbox is meant. */
  intro: string
  /** The sender's logo. Without one, or where it can't be loaded, a panel shows `senderInitial`. */
  senderLogoUrl?: string | undefined
  senderInitial: string
  templates: PanelTemplate[]
  exampleLabel: string
  howToStop: string
  privacyLabel: string
  privacyUrl: string
  transferNotice?: string | undefined
  /** What Agree is called while so many boxes are ticked: the first entry is for none, or for a panel without boxes. */
  agreeLabels: string[]
  rejectLabel: string
  closeLabel: string
  /** Said when the person agrees and something is still unticked. */
  nothingTickedHint: string
  /** Set in every state but `asking`. */
  statusText?: string
}

/** What the person did. CLOSED: mask, back key, Escape or the close control. */
export type PanelAnswer =
  | {
      type: 'ANSWERED'
      templates: Record<string, Decision>
      /** What Agree was called at that moment. @default the first of the view's `agreeLabels` */
      agreeLabel?: string
    }
  | { type: 'CLOSED'; by: 'mask' | 'close' | 'escape' | 'back' }

// What is shown.

/** The panel as it is shown first, and the texts it is made of. */
export interface BuiltView {
  view: PanelView
  texts: PanelTexts
}

/** What of an open decides about the words. */
export type PanelWording = Pick<
  SubscribeRequest,
  'language' | 'languages' | 'texts' | 'manage' | 'senderName' | 'senderLogoUrl' | 'privacyUrl' | 'templates'
>

const missing = (prop: string): FlowError =>
  fail('INVALID_CONFIG', `${prop} is missing or not an address, in the props and from the backend.`)

/** Props win over what the backend serves. */
export function buildView(
  wording: PanelWording,
  customerBelongsTo: string,
  served: ServedTexts,
  templateCodes: string[],
): BuiltView {
  const manage = Boolean(wording.manage)
  const { texts, language } = pickTexts(wording.language, wording.languages, wording.texts)
  const { name, privacyUrl, logoUrl, transferNotice }: Partial<Sender> = served.sender ?? {}
  const sender = wording.senderName || name
  const url = wording.privacyUrl || privacyUrl || ''
  if (!sender) throw missing('senderName')
  if (!isAddress(url)) throw missing('privacyUrl')
  const logo = wording.senderLogoUrl || logoUrl

  const superApp = texts.superApps[customerBelongsTo] || texts.superApps['*'] || ''
  const say = (text: string): string =>
    text.replace(/{sender}|{superApp}/g, (word) => (word === '{sender}' ? sender : superApp))
  const known = wording.templates.concat(served.templates)
  const templates = templateCodes.map((code): PanelTemplate => {
    const template = findTemplate(known, code)
    if (!template) throw fail('INVALID_TEMPLATE_CODE', `No texts for template ${code}.`)
    return { ticked: manage, ...template }
  })
  const [agreeLabels, rejectLabel] = answerLabels(texts, manage, templates.length)

  const view: PanelView = {
    mode: manage ? 'manage' : 'ask',
    state: 'asking',
    language,
    direction: directionOf(language),
    title: say(texts.title),
    intro: say(manage ? texts.manageIntro : texts.intro),
    // A logo is an ornament: an address that is not one is left out.
    senderLogoUrl: logo && isAddress(logo) ? logo : undefined,
    senderInitial: Array.from(sender.trim())[0] ?? '',
    templates,
    exampleLabel: texts.exampleLabel,
    howToStop: say(texts.howToStop),
    privacyLabel: texts.privacyLabel,
    privacyUrl: url,
    agreeLabels,
    rejectLabel,
    closeLabel: texts.close,
    nothingTickedHint: texts.nothingTicked,
    transferNotice,
  }
  return { view, texts }
}

/** The frame while the backend is awaited. Nobody knows yet who sends what. */
export function buildLoadingView(wording: PanelWording): PanelView {
  const { texts, language } = pickTexts(wording.language, wording.languages, wording.texts)
  return {
    mode: wording.manage ? 'manage' : 'ask',
    state: 'loading',
    language,
    direction: directionOf(language),
    title: texts.loading,
    intro: '',
    senderInitial: '',
    templates: [],
    exampleLabel: '',
    howToStop: '',
    privacyLabel: '',
    privacyUrl: '',
    agreeLabels: [],
    rejectLabel: '',
    closeLabel: texts.close,
    nothingTickedHint: '',
    statusText: texts.loading,
  }
}

/** Other schemes, such as javascript:, would run in the page. */
const isAddress = (url: string): boolean => /^(https?:\/)?\//.test(url)

function answerLabels(texts: PanelTexts, manage: boolean, count: number): [agree: string[], reject: string] {
  if (manage) return count > 1 ? [[texts.save], texts.stopAll] : [[texts.keep], texts.stop]
  if (count < 2) return [[texts.agree], texts.reject]
  const counted = Array.from({ length: count }, (_, index) =>
    texts.agreeCount.replace('{count}', String(index + 1)),
  )
  return [[texts.agree, ...counted], texts.rejectAll]
}

/**
 * Every string the user could read on the panel, in reading order. The panels show these and no others:
 * a test compares them with what is on the screen. `agreeLabel`: what Agree was called at that moment.
 */
export function consentText(view: PanelView, agreeLabel = view.agreeLabels[0]): string[] {
  const texts: (string | undefined)[] = [view.title, view.intro]
  for (const { title, description, example } of view.templates)
    texts.push(title, description, example && view.exampleLabel, example)
  texts.push(view.transferNotice, view.howToStop, view.privacyLabel, view.rejectLabel, agreeLabel)
  return texts.filter((text): text is string => Boolean(text))
}

// What an answer means. Both panels ask these rules and have none of their own.

/** What the person has ticked: a box for each template, and one for the transfer notice. */
export interface Ticks {
  templates: boolean[]
  transfer: boolean
}

/** Only several templates have boxes: for a single one, Agree says it all. */
export const hasBoxes = ({ templates }: PanelView): boolean => templates.length > 1

/** Agreeing to a transfer abroad is an answer of its own, also for a single template. Withdrawing needs none. */
export const hasTransferBox = ({ mode, transferNotice }: PanelView): boolean =>
  mode === 'ask' && Boolean(transferNotice)

/** What the person still has to tick before Agree counts; undefined when nothing is missing. */
export function missingTick(view: PanelView, ticks: Ticks): 'template' | 'transfer' | undefined {
  // Save applies the boxes as they are: withdrawing is never harder than agreeing.
  if (view.mode === 'manage') return undefined
  if (hasBoxes(view) && !ticks.templates.includes(true)) return 'template'
  if (hasTransferBox(view) && !ticks.transfer) return 'transfer'
  return undefined
}

/** What Agree is called now. */
export function agreeLabelOf({ agreeLabels }: PanelView, ticks: Ticks): string {
  const count = ticks.templates.filter(Boolean).length
  return agreeLabels[count] ?? agreeLabels[0] ?? ''
}

/** What Agree answers, once no tick is missing: an empty box is REJECT. */
export const agreeAnswer = (view: PanelView, ticks: Ticks): Record<string, Decision> =>
  decisions(codesOf(view), (_code, index) => !hasBoxes(view) || ticks.templates[index])

/** What Reject answers. */
export const rejectAnswer = (view: PanelView): Record<string, Decision> =>
  decisions(codesOf(view), () => false)

/** Only the built-in panel can withdraw: the others can ask and nothing else. */
export const needsBuiltinPanel = ({ mode }: PanelView): boolean => mode === 'manage'

const codesOf = ({ templates }: PanelView): string[] => templates.map(({ templateCode }) => templateCode)

/** An answer for each template. */
export function decisions(
  templateCodes: string[],
  isAgreed: (templateCode: string, index: number) => unknown,
): Record<string, Decision> {
  const decided: Record<string, Decision> = {}
  templateCodes.forEach((code, index) => (decided[code] = isAgreed(code, index) ? 'AGREE' : 'REJECT'))
  return decided
}
