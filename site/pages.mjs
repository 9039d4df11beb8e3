// Every page of the site: which file of the repository it shows, and where it stands. Files stay where they are;
// collect.mjs copies them. A file that is named here with `made` has a source in code (reference.mjs).

/** Sections of the sidebar, in order. `chinese` is its translation's name in docs/zh-CN, where that differs. */
export const sections = [
  {
    title: { en: 'Start', 'zh-CN': '开始' },
    pages: [
      { source: 'README.md', path: 'overview', title: { en: 'Overview', 'zh-CN': '概览' } },
      { source: 'docs/quick-start.md', title: { en: 'Quick start', 'zh-CN': '快速开始' } },
      {
        source: 'docs/tutorial.md',
        title: { en: 'Tutorial: a shop that notifies', 'zh-CN': '教程：会发通知的小店' },
      },
    ],
  },
  {
    title: { en: 'How to', 'zh-CN': '操作指南' },
    pages: [
      { source: 'docs/guides/react.md', title: { en: 'React', 'zh-CN': 'React' } },
      { source: 'docs/guides/vue.md', title: { en: 'Vue', 'zh-CN': 'Vue' } },
      { source: 'docs/guides/taro.md', title: { en: 'Taro', 'zh-CN': 'Taro' } },
      { source: 'docs/guides/uni-app.md', title: { en: 'uni-app', 'zh-CN': 'uni-app' } },
      { source: 'docs/guides/remax.md', title: { en: 'Remax', 'zh-CN': 'Remax' } },
      { source: 'docs/guides/own-backend.md', title: { en: 'A backend of your own', 'zh-CN': '自建后端' } },
      { source: 'docs/guides/several-merchants.md', title: { en: 'Several merchants', 'zh-CN': '多个商家' } },
      { source: 'docs/guides/events.md', title: { en: 'Events and webhooks', 'zh-CN': '事件与 Webhook' } },
      { source: 'docs/guides/console.md', title: { en: 'Support and operations', 'zh-CN': '客服与运维' } },
      { source: 'docs/guides/testing-in-ci.md', title: { en: 'Testing in CI', 'zh-CN': '在 CI 中测试' } },
      { source: 'docs/going-live.md', title: { en: 'Going live', 'zh-CN': '上线' } },
      { source: 'docs/backup.md', title: { en: 'Backup and restore', 'zh-CN': '备份与恢复' } },
      { source: 'docs/upgrades.md', title: { en: 'Upgrades', 'zh-CN': '升级' } },
      { source: 'docs/tracing.md', title: { en: 'Traces', 'zh-CN': '链路追踪' } },
      { source: 'docs/runbook.md', title: { en: 'Runbook', 'zh-CN': '告警处理手册' } },
    ],
  },
  {
    title: { en: 'Reference', 'zh-CN': '参考' },
    pages: [
      { made: 'props', path: 'reference/props', title: { en: 'Props', 'zh-CN': '属性' } },
      { made: 'results', path: 'reference/results', title: { en: 'Results', 'zh-CN': '结果' } },
      { source: 'docs/errors.md', title: { en: 'Errors of the front end', 'zh-CN': '前端错误码' } },
      { source: 'docs/backend-errors.md', title: { en: 'Errors of the server', 'zh-CN': '服务端错误码' } },
      { source: 'docs/platform-codes.md', title: { en: 'Codes of the platform', 'zh-CN': '平台结果码' } },
      { source: 'docs/contract.md', title: { en: 'Backend contract', 'zh-CN': '后端契约' } },
      { source: 'docs/api.md', title: { en: 'Calling the server', 'zh-CN': '调用服务端' } },
      {
        made: 'server-api',
        path: 'reference/server-api',
        title: { en: 'Server API', 'zh-CN': '服务端 API' },
      },
      {
        made: 'settings',
        path: 'reference/settings',
        title: { en: 'Server settings', 'zh-CN': '服务端设置' },
      },
      {
        made: 'control-api',
        path: 'reference/control-api',
        title: { en: 'Sandbox control API', 'zh-CN': '沙箱控制 API' },
      },
      { source: 'docs/languages.md', title: { en: 'Languages', 'zh-CN': '语言' } },
      { source: 'docs/versions.md', title: { en: 'Lowest versions', 'zh-CN': '最低版本' } },
    ],
  },
  {
    title: { en: 'Packages', 'zh-CN': '软件包' },
    pages: [
      {
        source: 'h5/README.md',
        path: 'packages/h5',
        chinese: 'h5',
        title: { en: 'H5 script', 'zh-CN': 'H5 脚本' },
      },
      {
        source: 'components/subscribe-message/README.md',
        path: 'packages/subscribe-message',
        chinese: 'dsl',
        title: { en: 'DSL component', 'zh-CN': 'DSL 组件' },
      },
      {
        source: 'components/subscribe-panel/README.md',
        path: 'packages/subscribe-panel',
        title: { en: 'DSL panel alone', 'zh-CN': '单独的 DSL 面板' },
      },
      { source: 'server/README.md', path: 'packages/server', title: { en: 'Server', 'zh-CN': '服务端' } },
      { source: 'sandbox/README.md', path: 'packages/sandbox', title: { en: 'Sandbox', 'zh-CN': '沙箱' } },
      {
        source: 'simulator/README.md',
        path: 'packages/simulator',
        title: { en: 'Simulator', 'zh-CN': '模拟器' },
      },
      {
        source: 'testing/README.md',
        path: 'packages/testing',
        title: { en: 'Testing', 'zh-CN': '测试替身' },
      },
      { source: 'examples/README.md', path: 'packages/examples', title: { en: 'Examples', 'zh-CN': '示例' } },
    ],
  },
  {
    title: { en: 'Explanation', 'zh-CN': '原理' },
    pages: [
      {
        source: 'docs/explanation/two-codes.md',
        title: { en: 'Why two codes', 'zh-CN': '为什么要两个授权码' },
      },
      { source: 'docs/explanation/consent.md', title: { en: 'Consent', 'zh-CN': '用户同意' } },
      { source: 'docs/explanation/delivery.md', title: { en: 'Delivery', 'zh-CN': '消息投递' } },
      { source: 'docs/explanation/which-panel.md', title: { en: 'Which panel', 'zh-CN': '选择哪种面板' } },
      { source: 'docs/architecture.md', title: { en: 'Architecture', 'zh-CN': '架构' } },
      { source: 'docs/privacy.md', title: { en: 'Privacy', 'zh-CN': '隐私' } },
      { source: 'docs/reliability.md', title: { en: 'Reliability', 'zh-CN': '可靠性' } },
      { source: 'docs/scaling.md', title: { en: 'Scaling', 'zh-CN': '扩展' } },
    ],
  },
  {
    title: { en: 'Evidence', 'zh-CN': '验证' },
    pages: [
      { source: 'docs/browsers.md', title: { en: 'Browsers', 'zh-CN': '浏览器' } },
      { source: 'docs/conformance.md', title: { en: 'Conformance', 'zh-CN': '与平台文档的一致性' } },
      { source: 'docs/mutation-testing.md', title: { en: 'Mutation testing', 'zh-CN': '变异测试' } },
      { source: 'docs/releasing.md', title: { en: 'Releasing', 'zh-CN': '发布流程' } },
      { source: 'CHANGELOG.md', path: 'changelog', title: { en: 'Changelog', 'zh-CN': '更新日志' } },
    ],
  },
]
