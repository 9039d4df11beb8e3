import type { LanguagePack } from '../texts/panel-texts.js'

export const ja: LanguagePack = {
  language: 'ja',
  texts: {
    superApps: { '*': 'このアプリ' },
    title: '{sender}',
    intro: '{superApp}の受信ボックスにメッセージを送信する許可を求めています',
    manageIntro: '{superApp}の受信ボックスに次のメッセージを送信しています',
    exampleLabel: '例',
    howToStop: '{superApp}でいつでも受信を停止できます。',
    privacyLabel: 'プライバシーポリシー',
    agree: '同意する',
    agreeCount: '同意する({count})',
    reject: '拒否する',
    rejectAll: 'すべて拒否',
    keep: '受信を続ける',
    stop: '停止する',
    save: '保存する',
    stopAll: 'すべて停止',
    close: '閉じる',
    nothingTicked: '同意する項目にチェックを入れてください。',
    loading: '読み込み中…',
    submitting: '選択内容を保存しています…',
    failed: '受信の登録はされませんでした。いつでもやり直せます。',
  },
}
