import type { TemplatesAnswer } from '../contract'
import { fail } from '../errors'
import type { App, FlowRequest } from '../flow/context'
import type { PanelView } from '../panel-view'
import { directionOf, pickTexts } from '../texts/pick-texts'

/** All that the panel shows, from the texts of the language, the sender and the templates. */
export function buildView(
  request: FlowRequest,
  app: App,
  answer: TemplatesAnswer,
  templateCodes: string[],
): PanelView {
  const { texts, language } = pickTexts(request.language, request.texts)
  const { name, privacyUrl, transferNotice } = answer.sender
  if (!name || !privacyUrl) {
    throw fail(
      'INVALID_CONFIG',
      `The prop \`${name ? 'privacyUrl' : 'senderName'}\` is missing, and the backend names none.`,
      'The panel has to say who sends and where the privacy notice is.',
    )
  }
  // Other schemes, such as javascript:, would run in the page.
  if (!/^(https?:\/)?\//.test(privacyUrl)) {
    throw fail('INVALID_CONFIG', 'The prop `privacyUrl`, or what the backend says for it, is no address.')
  }
  // A function, so that `$&` in a name stays as it is.
  const superApp = texts.superApps[app.customerBelongsTo] ?? texts.superApps['*'] ?? ''
  const say = (text: string): string =>
    text.replace(/\{(sender|superApp)\}/g, (_, word) => (word === 'sender' ? name : superApp))

  const isManage = request.manage === true
  const isOne = templateCodes.length === 1
  const labels = isManage
    ? isOne
      ? [texts.keep, texts.stop]
      : [texts.keepSelected, texts.stopAll]
    : isOne
      ? [texts.agree, texts.reject]
      : [texts.agreeSelected, texts.rejectAll]

  return {
    mode: isManage ? 'manage' : 'ask',
    state: 'asking',
    language,
    direction: directionOf(language),
    title: say(isManage ? texts.manageTitle : texts.title),
    intro: say(isManage ? texts.manageIntro : texts.intro),
    templates: templateCodes.map((code) => {
      const template = answer.templates.find(({ templateCode }) => templateCode === code)
      if (!template) throw fail('INVALID_TEMPLATE_CODE', `The backend has no texts for template ${code}.`)
      return isManage ? { ...template, ticked: true } : template
    }),
    exampleLabel: texts.exampleLabel,
    howToStop: say(texts.howToStop),
    privacyLabel: texts.privacyLabel,
    privacyUrl,
    ...(transferNotice && { transferNotice }),
    agreeLabel: labels[0] ?? '',
    rejectLabel: labels[1] ?? '',
    closeLabel: texts.close,
    nothingTickedHint: texts.nothingTicked,
  }
}
