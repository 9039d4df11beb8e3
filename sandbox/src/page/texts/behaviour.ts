// The Behaviour tab: what the platform's documents leave open.

export const en = {
  title: 'Behaviour',
  hint: 'Where the platform’s documents leave a question open, the sandbox makes a choice. Each is a setting: try your backend with the other answers. A reset of the sandbox takes them back.',
  searchHint: 'Name, meaning, source…',
  mark: 'How well known',
  marks: { documented: 'Documented', sibling: 'Sibling', inferred: 'Inferred', unknown: 'Unknown' },
  changed: 'Changed',
  changedCount: (count: number) => `Changed (${count})`,
  source: 'Source:',
  default: 'Default:',
  reset: 'Reset to default',
  resetAll: 'Reset all to defaults',
  resetAllQuestion: (count: number) =>
    count === 1
      ? 'Reset the one setting that was changed to its default?'
      : `Reset all ${count} settings that were changed to their defaults?`,
  areas: {
    wire: 'Headers, signatures and answers',
    tokens: 'Auth codes and tokens',
    send: 'Sending messages',
    superApp: 'JSAPIs of the super app',
  },
}

export const zhCN: typeof en = {
  title: '平台行为',
  hint: '平台文档没有说明的地方，由沙箱选定一种行为，并做成设置项：您可以换成其他取值，检验后端能否应对。重置沙箱会还原所有设置。',
  searchHint: '名称、说明、来源…',
  mark: '依据',
  marks: { documented: '有文档', sibling: '同类文档', inferred: '推断', unknown: '未知' },
  changed: '已修改',
  changedCount: (count) => `已修改（${count}）`,
  source: '来源：',
  default: '默认值：',
  reset: '恢复默认值',
  resetAll: '全部恢复默认值',
  resetAllQuestion: (count) => `确定将已修改的 ${count} 项设置全部恢复为默认值吗？`,
  areas: {
    wire: '请求头、签名与响应',
    tokens: '授权码与令牌',
    send: '发送消息',
    superApp: '超级应用的 JSAPI',
  },
}
