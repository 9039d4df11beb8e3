import type { LanguagePack } from '../texts/panel-texts.js'

export const ar: LanguagePack = {
  language: 'ar',
  texts: {
    superApps: { '*': 'هذا التطبيق' },
    title: '{sender}',
    intro: 'يرغب في إرسال رسائل إلى صندوق الوارد لديك في {superApp}',
    manageIntro: 'يرسل هذه الرسائل إلى صندوق الوارد لديك في {superApp}',
    exampleLabel: 'مثال',
    howToStop: 'يمكنك إيقاف ذلك في أي وقت في {superApp}.',
    privacyLabel: 'إشعار الخصوصية',
    agree: 'موافق',
    agreeCount: 'موافق ({count})',
    reject: 'رفض',
    rejectAll: 'رفض الكل',
    keep: 'متابعة',
    stop: 'إيقاف',
    save: 'حفظ',
    stopAll: 'إيقاف الكل',
    close: 'إغلاق',
    nothingTicked: 'حدِّد أولاً ما توافق عليه.',
    loading: 'جارٍ التحميل…',
    submitting: 'جارٍ حفظ اختيارك…',
    failed: 'لم يكتمل الاشتراك. يمكنك المحاولة مرة أخرى في أي وقت.',
  },
}
