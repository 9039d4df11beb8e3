import type { LanguagePack } from '../texts/panel-texts.js'

export const fil: LanguagePack = {
  language: 'fil',
  texts: {
    superApps: { '*': 'app na ito' },
    title: '{sender}',
    intro: 'Gustong magpadala ng mga mensahe sa inbox mo sa {superApp}',
    manageIntro: 'Nagpapadala ng mga mensaheng ito sa inbox mo sa {superApp}',
    exampleLabel: 'Halimbawa',
    howToStop: 'Puwede mo itong ihinto anumang oras sa {superApp}.',
    privacyLabel: 'Abiso sa Privacy',
    agree: 'Payagan',
    agreeCount: 'Payagan ({count})',
    reject: 'I-reject',
    rejectAll: 'I-reject lahat',
    keep: 'Ituloy',
    stop: 'Ihinto',
    save: 'I-save',
    stopAll: 'Ihinto lahat',
    close: 'Isara',
    nothingTicked: 'Lagyan muna ng tsek ang mga pinapayagan mo.',
    loading: 'Naglo-load…',
    submitting: 'Sine-save ang pinili mo…',
    failed: 'Hindi natuloy ang subscription. Puwede mong subukan ulit anumang oras.',
  },
}
