// Search and choices above the lists of messages, requests and settings.

export const en = {
  search: 'Search',
  user: 'User',
  template: 'Template',
  status: 'Status',
  all: 'All',
  noMatch: 'No matches',
  noMatchHint: 'Try fewer words, or clear the filters.',
  count: (found: number, total: number) =>
    found === total
      ? total.toLocaleString('en')
      : `${found.toLocaleString('en')} of ${total.toLocaleString('en')}`,
  more: (listed: number, found: number) => `Showing the newest ${listed} of ${found.toLocaleString('en')}.`,
}

export const zhCN: typeof en = {
  search: '搜索',
  user: '用户',
  template: '模板',
  status: '状态',
  all: '全部',
  noMatch: '没有符合条件的结果',
  noMatchHint: '请减少关键词，或清除筛选条件。',
  count: (found, total) =>
    found === total
      ? total.toLocaleString('zh-CN')
      : `${found.toLocaleString('zh-CN')} / ${total.toLocaleString('zh-CN')}`,
  more: (listed, found) => `共 ${found.toLocaleString('zh-CN')} 条，显示最新的 ${listed} 条。`,
}
