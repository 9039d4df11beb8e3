import type { PanelTexts } from './panel-texts.js'

export const zhCN: PanelTexts = {
  superApps: { ALIPAY_CN: '支付宝', ALIPAY_MO: '支付宝（澳门）', '*': '应用' },
  title: '{sender}',
  intro: '申请向您的{superApp}收件箱发送以下消息',
  manageIntro: '会向您的{superApp}收件箱发送以下消息',
  exampleLabel: '示例',
  howToStop: '您可随时在{superApp}中停止接收。',
  privacyLabel: '隐私政策',
  agree: '同意',
  agreeCount: '同意（{count}）',
  reject: '拒绝',
  rejectAll: '全部拒绝',
  keep: '继续接收',
  stop: '停止接收',
  save: '保存',
  stopAll: '全部停止',
  close: '关闭',
  nothingTicked: '请先勾选您同意的内容。',
  loading: '加载中…',
  submitting: '正在保存…',
  failed: '订阅未成功，您可随时重试。',
}
