import type { LanguagePack } from '../texts/panel-texts.js'

export const ko: LanguagePack = {
  language: 'ko',
  texts: {
    superApps: { ALIPAY_CN: '알리페이', KAKAOPAY: '카카오페이', '*': '이 앱' },
    title: '{sender}',
    intro: '{superApp} 수신함으로 메시지를 보내려고 합니다',
    manageIntro: '{superApp} 수신함으로 아래 메시지를 보내고 있습니다',
    exampleLabel: '예시',
    howToStop: '{superApp}에서 언제든지 수신을 중단할 수 있습니다.',
    privacyLabel: '개인정보 처리방침',
    agree: '동의',
    agreeCount: '동의 ({count})',
    reject: '거부',
    rejectAll: '모두 거부',
    keep: '계속 받기',
    stop: '수신 중단',
    save: '저장',
    stopAll: '모두 중단',
    close: '닫기',
    nothingTicked: '동의할 항목을 선택해 주세요.',
    loading: '불러오는 중…',
    submitting: '선택한 내용을 저장하는 중…',
    failed: '구독되지 않았습니다. 언제든지 다시 시도할 수 있습니다.',
  },
}
