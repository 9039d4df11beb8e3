// The Users tab, and the super app's settings page on the phone.

export const en = {
  title: 'Users and their subscriptions',
  hint: 'Subscriptions as the super app knows them. Users unsubscribe under Settings on the phone, or you do it for them here.',
  reads: 'Reads',
  holdsPhone: 'Holds the phone',
  registration: {
    SUBSCRIBED: 'Subscribed in the super app’s panel',
    WITHDRAWN: 'Withdrawn',
    MERCHANT: 'The merchant’s record counts',
    NONE: 'Not subscribed',
  },
  source: 'Which subscriptions count',
  sources: {
    merchant: 'The merchant’s',
    'official-panel': 'Official panel only',
  },
  sourceHint:
    'Unknown which the real platform follows. “Official panel only” refuses with USER_NOT_SUBSCRIBED until the user has subscribed in the platform’s own panel.',
  withdraw: 'Withdraw',
  restore: 'Undo withdrawal',
  noTemplates: 'No approved template',
  noTemplatesHint: 'Subscriptions are for approved templates. Approve one under Templates.',
}

export const zhCN: typeof en = {
  title: '用户与订阅',
  hint: '超级应用自身所知的订阅状态。用户在手机的“设置”中退订；您也可以在这里代为操作。',
  reads: '阅读语言',
  holdsPhone: '正在使用手机',
  registration: {
    SUBSCRIBED: '已在超级应用面板中订阅',
    WITHDRAWN: '已退订',
    MERCHANT: '以商户记录为准',
    NONE: '未订阅',
  },
  source: '以哪一方的订阅记录为准',
  sources: {
    merchant: '商户记录',
    'official-panel': '仅官方面板',
  },
  sourceHint:
    '真实平台以哪个为准尚不清楚。选择“仅官方面板”时，用户在平台面板中订阅之前一律返回 USER_NOT_SUBSCRIBED。',
  withdraw: '退订',
  restore: '撤销退订',
  noTemplates: '没有已通过的模板',
  noTemplatesHint: '订阅针对已通过的模板。请先在“模板”中通过一个。',
}
