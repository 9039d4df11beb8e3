import type { LanguagePack } from '../texts/panel-texts.js'

export const id: LanguagePack = {
  language: 'id',
  texts: {
    superApps: { '*': 'aplikasi ini' },
    title: '{sender}',
    intro: 'ingin mengirim pesan ke kotak masuk Anda di {superApp}',
    manageIntro: 'mengirim pesan berikut ke kotak masuk Anda di {superApp}',
    exampleLabel: 'Contoh',
    howToStop: 'Anda dapat menghentikannya kapan saja di {superApp}.',
    privacyLabel: 'Pemberitahuan Privasi',
    agree: 'Setuju',
    agreeCount: 'Setuju ({count})',
    reject: 'Tolak',
    rejectAll: 'Tolak semua',
    keep: 'Lanjutkan',
    stop: 'Hentikan',
    save: 'Simpan',
    stopAll: 'Stop semua',
    close: 'Tutup',
    nothingTicked: 'Centang pilihan yang Anda setujui terlebih dahulu.',
    loading: 'Memuat…',
    submitting: 'Menyimpan pilihan Anda…',
    failed: 'Langganan belum berhasil. Anda dapat mencoba lagi kapan saja.',
  },
}
