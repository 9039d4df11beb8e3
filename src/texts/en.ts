import type { PanelTexts } from './panel-texts.js'

export const en: PanelTexts = {
  superApps: { ALIPAY_CN: 'Alipay', '*': 'your app' },
  title: 'Messages from {sender}',
  intro: '{sender} would like to send you messages to your inbox in {superApp}:',
  manageIntro: '{sender} sends you these messages to your inbox in {superApp}:',
  exampleLabel: 'Example',
  howToStop: 'You can stop this at any time in {superApp}.',
  privacyLabel: 'Privacy notice',
  agree: 'Agree',
  agreeSelected: 'Agree to selected',
  reject: 'Reject',
  rejectAll: 'Reject all',
  keep: 'Keep',
  stop: 'Stop',
  close: 'Close',
  nothingTicked: 'To agree, tick what you agree to.',
  submitting: 'Saving your choice…',
  failed: 'Nothing was subscribed. You can try again at any time.',
}
