import type { TemplatesAnswer } from '../contract'
import { fail } from '../errors'
import type { App, FlowRequest } from '../flow/context'
import type { PanelView } from '../panel-view'
import type { PanelTexts } from '../texts/panel-texts'
import { directionOf, pickTexts } from '../texts/pick-texts'

/** The panel as it is shown first, and the texts it is made of. */
export interface BuiltView {
  view: PanelView
  texts: PanelTexts
}

export function buildView(
  { language: wish, texts: own, manage }: FlowRequest,
  { customerBelongsTo: site }: App,
  { sender, templates }: TemplatesAnswer,
  templateCodes: string[],
): BuiltView {
  const { texts, language } = pickTexts(wish, own)
  const { name, privacyUrl, transferNotice } = sender
  if (!name) throw fail('INVALID_CONFIG', 'senderName is missing: neither the prop nor the backend says it.')
  // Other schemes, such as javascript:, would run in the page.
  if (!/^(https?:\/)?\//.test(privacyUrl)) {
    throw fail(
      'INVALID_CONFIG',
      'privacyUrl is missing or no address: neither the prop nor the backend says it.',
    )
  }
  const words: Record<string, string> = {
    sender: name,
    superApp: texts.superApps[site] ?? texts.superApps['*'] ?? '',
  }
  const say = (text: string): string =>
    text.replace(/\{(sender|superApp)\}/g, (_, word: string) => words[word] ?? '')
  const isOne = templateCodes.length < 2

  const view: PanelView = {
    mode: manage ? 'manage' : 'ask',
    state: 'asking',
    language,
    direction: directionOf(language),
    title: say(texts.title),
    intro: say(manage ? texts.manageIntro : texts.intro),
    templates: templateCodes.map((code) => {
      const template = templates.find(({ templateCode }) => templateCode === code)
      if (!template) throw fail('INVALID_TEMPLATE_CODE', `The backend has no texts for template ${code}.`)
      return Object.assign({ ticked: Boolean(manage) }, template)
    }),
    exampleLabel: texts.exampleLabel,
    howToStop: say(texts.howToStop),
    privacyLabel: texts.privacyLabel,
    privacyUrl,
    agreeLabel: manage ? texts.keep : isOne ? texts.agree : texts.agreeSelected,
    rejectLabel: manage ? texts.stop : isOne ? texts.reject : texts.rejectAll,
    closeLabel: texts.close,
    nothingTickedHint: texts.nothingTicked,
  }
  if (transferNotice) view.transferNotice = transferNotice
  return { view, texts }
}
