import type { LanguagePack } from '../texts/panel-texts.js'

export const bn: LanguagePack = {
  language: 'bn',
  texts: {
    superApps: { BKASH: 'বিকাশ', '*': 'অ্যাপ' },
    title: '{sender}',
    intro: 'আপনার {superApp} ইনবক্সে মেসেজ পাঠাতে চায়',
    manageIntro: 'আপনার {superApp} ইনবক্সে এই মেসেজগুলো পাঠায়',
    exampleLabel: 'উদাহরণ',
    howToStop: 'আপনি যেকোনো সময় {superApp} থেকে এটি থামাতে পারবেন।',
    privacyLabel: 'গোপনীয়তা নোটিশ',
    agree: 'সম্মত',
    agreeCount: 'সম্মত ({count})',
    reject: 'প্রত্যাখ্যান',
    rejectAll: 'সব প্রত্যাখ্যান',
    keep: 'চালু রাখুন',
    stop: 'থামান',
    save: 'সেভ করুন',
    stopAll: 'সব থামান',
    close: 'বন্ধ করুন',
    nothingTicked: 'আপনি যেগুলোতে সম্মত, সেগুলোতে টিক দিন।',
    loading: 'লোড হচ্ছে…',
    submitting: 'আপনার পছন্দ সেভ হচ্ছে…',
    failed: 'সাবস্ক্রিপশন হয়নি। আপনি যেকোনো সময় আবার চেষ্টা করতে পারেন।',
  },
}
