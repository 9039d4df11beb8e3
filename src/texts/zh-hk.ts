import type { PanelTexts } from './panel-texts.js'

export const zhHK: PanelTexts = {
  superApps: { ALIPAY_CN: '支付寶', ALIPAY_MO: '支付寶（澳門）', '*': '應用程式' },
  title: '{sender}',
  intro: '希望向你的{superApp}收件箱發送以下訊息',
  manageIntro: '會向你的{superApp}收件箱發送以下訊息',
  exampleLabel: '例子',
  howToStop: '你可隨時在{superApp}停止接收。',
  privacyLabel: '私隱政策',
  agree: '同意',
  agreeCount: '同意（{count}）',
  reject: '拒絕',
  rejectAll: '全部拒絕',
  keep: '繼續接收',
  stop: '停止接收',
  save: '儲存',
  stopAll: '全部停止',
  close: '關閉',
  nothingTicked: '請先剔選你同意的項目。',
  loading: '載入中…',
  submitting: '正在儲存…',
  failed: '訂閱未能完成，你可隨時再試。',
}
