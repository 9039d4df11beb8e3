// The console's frame: names of its tabs, and words that several of them use.

export const en = {
  name: 'Console',
  tabs: {
    overview: 'Overview',
    templates: 'Templates',
    users: 'Users',
    messages: 'Messages',
    requests: 'Requests',
    faults: 'Faults and clock',
    behaviour: 'Behaviour',
    connect: 'Connect',
  },
  disconnected: 'The sandbox is not responding. This page reconnects by itself.',
  copy: 'Copy',
  copied: 'Copied',
  saveAs: (fileName: string) => `Save ${fileName}`,
  cancel: 'Cancel',
  loading: 'Loading…',
}

export const zhCN: typeof en = {
  name: '控制台',
  tabs: {
    overview: '概览',
    templates: '模板',
    users: '用户',
    messages: '消息',
    requests: '请求',
    faults: '故障与时钟',
    behaviour: '平台行为',
    connect: '接入',
  },
  disconnected: '沙箱没有响应，页面会自动重连。',
  copy: '复制',
  copied: '已复制',
  saveAs: (fileName) => `保存 ${fileName}`,
  cancel: '取消',
  loading: '加载中…',
}
