import { findTemplate } from '../by-template.js'
import type { Sender, ServedTexts } from '../contract.js'
import { fail, type FlowError } from '../errors.js'
import type { App, FlowRequest } from '../flow/context.js'
import type { PanelView } from '../panel-view.js'
import type { PanelTexts } from '../texts/panel-texts.js'
import { directionOf, pickTexts } from '../texts/pick-texts.js'

/** The panel as it is shown first, and the texts it is made of. */
export interface BuiltView {
  view: PanelView
  texts: PanelTexts
}

/** Who is asked how: what of an open decides about the words. */
export interface Asking {
  request: Pick<FlowRequest, 'language' | 'texts' | 'manage' | 'senderName' | 'privacyUrl' | 'templates'>
  app: Pick<App, 'customerBelongsTo'>
}

const missing = (prop: string): FlowError =>
  fail(
    'INVALID_CONFIG',
    __DEV__ ? `${prop} is missing or no address, in the props and from the backend.` : prop,
  )

/** Props win over what the backend serves. */
export function buildView({ request, app }: Asking, served: ServedTexts, templateCodes: string[]): BuiltView {
  const { manage, senderName, privacyUrl: ownUrl, templates } = request
  const { texts, language } = pickTexts(request.language, request.texts)
  const { name, privacyUrl, transferNotice } = served.sender || ({} as Partial<Sender>)
  const sender = senderName || name
  const url = ownUrl || privacyUrl || ''
  if (!sender) throw missing('senderName')
  // Other schemes, such as javascript:, would run in the page.
  if (!/^(https?:\/)?\//.test(url)) throw missing('privacyUrl')

  const superApp = texts.superApps[app.customerBelongsTo] || texts.superApps['*'] || ''
  const say = (text: string): string =>
    text.replace(/{sender}|{superApp}/g, (word) => (word === '{sender}' ? sender : superApp))
  const [agreeLabel, rejectLabel] = manage
    ? [texts.keep, texts.stop]
    : templateCodes.length < 2
      ? [texts.agree, texts.reject]
      : [texts.agreeSelected, texts.rejectAll]

  const view: PanelView = {
    mode: manage ? 'manage' : 'ask',
    state: 'asking',
    language,
    direction: directionOf(language),
    title: say(texts.title),
    intro: say(manage ? texts.manageIntro : texts.intro),
    templates: templateCodes.map((code) => {
      const template = findTemplate(templates.concat(served.templates), code)
      if (!template) throw fail('INVALID_TEMPLATE_CODE', __DEV__ ? `No texts for template ${code}.` : code)
      return Object.assign({ ticked: Boolean(manage) }, template)
    }),
    exampleLabel: texts.exampleLabel,
    howToStop: say(texts.howToStop),
    privacyLabel: texts.privacyLabel,
    privacyUrl: url,
    agreeLabel,
    rejectLabel,
    closeLabel: texts.close,
    nothingTickedHint: texts.nothingTicked,
    transferNotice,
  }
  return { view, texts }
}
