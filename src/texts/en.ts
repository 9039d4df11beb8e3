import type { PanelTexts } from './panel-texts.js'

export const en: PanelTexts = {
  superApps: { ALIPAY_CN: 'Alipay', '*': 'your app' },
  title: '{sender}',
  intro: 'would like to send messages to your inbox in {superApp}',
  manageIntro: 'sends these messages to your inbox in {superApp}',
  exampleLabel: 'Example',
  howToStop: 'You can stop this at any time in {superApp}.',
  privacyLabel: 'Privacy notice',
  agree: 'Agree',
  agreeCount: 'Agree ({count})',
  reject: 'Reject',
  rejectAll: 'Reject all',
  keep: 'Keep',
  stop: 'Stop',
  save: 'Save',
  stopAll: 'Stop all',
  close: 'Close',
  nothingTicked: 'To agree, tick what you agree to.',
  loading: 'Loading…',
  submitting: 'Saving your choice…',
  failed: 'Nothing was subscribed. You can try again at any time.',
}
