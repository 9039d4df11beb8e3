import type { PanelTexts } from './panel-texts.js'

export const zhCN: PanelTexts = {
  superApps: { ALIPAY_CN: '支付宝', '*': '当前应用' },
  title: '接收{sender}的消息',
  intro: '{sender}希望向您的{superApp}收件箱发送：',
  manageIntro: '{sender}正在向您的{superApp}收件箱发送：',
  exampleLabel: '示例',
  howToStop: '您可以随时在{superApp}中停止接收。',
  privacyLabel: '隐私声明',
  agree: '同意',
  agreeSelected: '同意所选',
  reject: '拒绝',
  rejectAll: '全部拒绝',
  keep: '保留',
  stop: '停止接收',
  close: '关闭',
  nothingTicked: '请先勾选您同意的内容。',
  submitting: '正在保存您的选择…',
  failed: '未订阅任何消息，您可以随时重试。',
}
