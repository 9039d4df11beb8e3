import type { PanelTexts } from './panel-texts.js'

export const zhHK: PanelTexts = {
  superApps: { ALIPAY_CN: '支付寶', '*': '目前的應用程式' },
  title: '{sender}',
  intro: '希望向你的{superApp}收件箱發送訊息',
  manageIntro: '正向你的{superApp}收件箱發送以下訊息',
  exampleLabel: '範例',
  howToStop: '你可隨時在{superApp}停止接收。',
  privacyLabel: '私隱聲明',
  agree: '同意',
  agreeCount: '同意（{count}）',
  reject: '拒絕',
  rejectAll: '全部拒絕',
  keep: '保留',
  stop: '停止接收',
  save: '儲存',
  stopAll: '全部停止',
  close: '關閉',
  nothingTicked: '請先剔選你同意的內容。',
  loading: '正在載入…',
  submitting: '正在儲存你的選擇…',
  failed: '未有訂閱任何訊息，你可隨時重試。',
}
