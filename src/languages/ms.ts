import type { LanguagePack } from '../texts/panel-texts.js'

export const ms: LanguagePack = {
  language: 'ms',
  texts: {
    superApps: { '*': 'aplikasi ini' },
    title: '{sender}',
    intro: 'ingin menghantar mesej ke peti masuk anda dalam {superApp}',
    manageIntro: 'menghantar mesej berikut ke peti masuk anda dalam {superApp}',
    exampleLabel: 'Contoh',
    howToStop: 'Anda boleh menghentikannya pada bila-bila masa dalam {superApp}.',
    privacyLabel: 'Notis Privasi',
    agree: 'Setuju',
    agreeCount: 'Setuju ({count})',
    reject: 'Tolak',
    rejectAll: 'Tolak semua',
    keep: 'Teruskan',
    stop: 'Hentikan',
    save: 'Simpan',
    stopAll: 'Henti semua',
    close: 'Tutup',
    nothingTicked: 'Sila tandakan perkara yang anda setujui.',
    loading: 'Memuatkan…',
    submitting: 'Menyimpan pilihan anda…',
    failed: 'Langganan tidak berjaya. Anda boleh cuba lagi pada bila-bila masa.',
  },
}
