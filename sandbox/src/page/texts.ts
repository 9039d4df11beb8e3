export const languages = ['en', 'zh-CN'] as const
export type Language = (typeof languages)[number]

const en = {
  sandbox: 'Sandbox',
  user: 'User',
  language: 'Language',
  reads: 'reads',
  view: 'View',
  phone: 'Phone',
  inbox: 'Inbox',
  inboxOf: (name: string) => `${name}’s inbox`,
  unread: (count: number) => `${count} new`,
  noMessages: 'No messages yet',
  noMessagesHint: 'Subscribe in the shop and place an order: the message appears here.',
  newMessage: 'New message',
  openProgram: (name: string) => `Open ${name}`,
  closeProgram: 'Leave the mini program',
  reloadProgram: 'Reload the mini program',
  programFrame: (name: string) => `${name}, mini program`,
  noShop: 'No shop on this phone',
  noShopHint: 'Start the sandbox with --h5 and the address of an H5 mini program.',
  loading: 'Connecting to the sandbox…',
  unreachable: 'The sandbox does not answer. Start it again and reload this page.',
  asksFor: (name: string) => `${name} asks for your permission`,
  operatedBy: 'Operated by',
  allow: 'Allow',
  refuse: 'Refuse',
  authorizationNote: 'You decide for this mini program alone.',
  ok: 'OK',
  scopes: {
    auth_base: 'To know your user ID',
    auth_user: 'To know who you are: user ID, nickname and name',
    SEND_MESSAGE: 'To send you messages',
  } as Readonly<Record<string, string>>,
}

export type Texts = typeof en

const zhCN: Texts = {
  sandbox: '沙箱',
  user: '用户',
  language: '语言',
  reads: '阅读语言',
  view: '视图',
  phone: '手机',
  inbox: '消息',
  inboxOf: (name) => `${name}的消息`,
  unread: (count) => `${count} 条新消息`,
  noMessages: '暂无消息',
  noMessagesHint: '在店铺中订阅并下单，消息会显示在这里。',
  newMessage: '新消息',
  openProgram: (name) => `打开${name}`,
  closeProgram: '离开小程序',
  reloadProgram: '重新加载小程序',
  programFrame: (name) => `${name}小程序`,
  noShop: '手机上没有店铺',
  noShopHint: '请用 --h5 加 H5 小程序的地址启动沙箱。',
  loading: '正在连接沙箱…',
  unreachable: '沙箱没有响应。请重新启动后刷新本页。',
  asksFor: (name) => `${name} 申请您的授权`,
  operatedBy: '运营方',
  allow: '同意',
  refuse: '拒绝',
  authorizationNote: '您的选择仅对该小程序有效。',
  ok: '确定',
  scopes: {
    auth_base: '获取您的用户标识',
    auth_user: '获取您的用户标识、昵称和姓名',
    SEND_MESSAGE: '向您发送消息',
  },
}

export const texts: Readonly<Record<Language, Texts>> = { en, 'zh-CN': zhCN }

/** The page's first language: as the address says, as chosen last time, as the browser asks. */
export function firstLanguage(query: string, remembered: string | null, wanted: readonly string[]): Language {
  const asked = [new URLSearchParams(query).get('lang'), remembered, ...wanted]
  for (const tag of asked) {
    const primary = tag?.split('-')[0]?.toLowerCase()
    if (primary === 'zh') return 'zh-CN'
    if (primary === 'en') return 'en'
  }
  return 'en'
}
