import type { PanelTexts } from './panel-texts.js'

export const zhHK: PanelTexts = {
  superApps: { ALIPAY_CN: '支付寶', '*': '目前的應用程式' },
  title: '接收{sender}的訊息',
  intro: '{sender}希望向你的{superApp}收件箱發送：',
  manageIntro: '{sender}正向你的{superApp}收件箱發送：',
  exampleLabel: '範例',
  howToStop: '你可隨時在{superApp}停止接收。',
  privacyLabel: '私隱聲明',
  agree: '同意',
  agreeSelected: '同意所選',
  reject: '拒絕',
  rejectAll: '全部拒絕',
  keep: '保留',
  stop: '停止接收',
  close: '關閉',
  nothingTicked: '請先剔選你同意的內容。',
  submitting: '正在儲存你的選擇…',
  failed: '未有訂閱任何訊息，你可隨時重試。',
}
