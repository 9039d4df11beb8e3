// VitePress: build/site/pages holds the pages, as collect.mjs wrote them.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { defineConfig } from 'vitepress'

const build = join(import.meta.dirname, '../../build/site')
const navigation = JSON.parse(readFileSync(join(build, 'pages/navigation.json'), 'utf8'))
const { repository } = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8'))
const sourceUrl = (repository?.url ?? repository)?.replace(/^git\+|\.git$/g, '')

/** GitHub's rule for the name of a heading, so that a link with # leads to the same place in both. */
const slugify = (heading) =>
  heading
    .toLowerCase()
    .trim()
    .replaceAll(/[^\p{L}\p{N}\p{M}\s_-]/gu, '')
    .replaceAll(/\s/g, '-')

/**
 * Words of Latin letters as they are; Chinese, which has no spaces, in pairs of characters and one by one. Not
 * Intl.Segmenter: it cuts a word in a text otherwise than the same word alone, and browsers cut otherwise than Node.
 * VitePress sends the function's text to the browser: it may use nothing from outside.
 */
function tokenize(text) {
  // A code like USER_NOT_SUBSCRIBED is one word: its parts stand on half of the pages.
  return text.split(/[^\p{L}\p{M}\p{N}_]+/u).flatMap((word) =>
    (word.match(/\p{Script=Han}+|[^\p{Script=Han}]+/gu) ?? []).flatMap((run) => {
      if (!/\p{Script=Han}/u.test(run) || run.length === 1) return [run]
      return Array.from({ length: run.length - 1 }, (_, index) => run.slice(index, index + 2))
    }),
  )
}

function plainPages(md) {
  // A heading of a column without a word is no heading for a screen reader either.
  const cellTag = (tokens, index) => {
    const words = tokens[tokens[index].nesting === 1 ? index + 1 : index - 1]
    return words.content === '' ? 'td' : 'th'
  }
  const cell = (tokens, index, options, _env, self) => {
    tokens[index].tag = cellTag(tokens, index)
    return self.renderToken(tokens, index, options)
  }
  md.renderer.rules.th_open = cell
  md.renderer.rules.th_close = cell

  const { escapeHtml } = md.utils
  md.renderer.rules.code_inline = (tokens, index) =>
    `<code>${escapeHtml(tokens[index].content).replaceAll('{{', '&#123;&#123;')}</code>`
}

const nav = (prefix, texts) => [
  texts.start,
  { text: texts.reference, link: '/reference/props', activeMatch: '^/reference/' },
  { text: texts.gallery, link: `${prefix}/gallery` },
  { text: texts.troubleshooter, link: `${prefix}/troubleshooter` },
]

export default defineConfig({
  title: 'mini-message',
  description: 'Permission to send messages through Alipay+, and the messages themselves.',
  srcDir: join(build, 'pages'),
  outDir: join(build, 'out'),
  cacheDir: join(build, 'cache'),
  base: process.env.DOCS_BASE ?? '/',
  head: [['link', { rel: 'icon', href: 'data:,' }]],
  // Pages are templates of Vue, where {{ means something, also in `code`.
  // `{ … }` at the end of a line is a text in these pages, and no attribute.
  markdown: {
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
    attrs: { disable: true },
    anchor: { slugify },
    toc: { slugify },
    headers: { slugify },
    config: plainPages,
  },
  themeConfig: {
    // The same page in the other language may not exist.
    i18nRouting: false,
    outline: [2, 3],
    ...(sourceUrl && { socialLinks: [{ icon: 'github', link: sourceUrl }] }),
    search: {
      provider: 'local',
      options: {
        miniSearch: {
          options: { tokenize },
          searchOptions: {
            combineWith: 'AND',
            fuzzy: false,
            prefix: true,
            boost: { title: 4, titles: 2, text: 1 },
          },
        },
        locales: {
          'zh-CN': {
            translations: {
              button: { buttonText: '搜索', buttonAriaLabel: '搜索' },
              modal: {
                displayDetails: '显示详细列表',
                resetButtonTitle: '清除查询',
                backButtonTitle: '关闭搜索',
                noResultsText: '没有找到',
                footer: { selectText: '打开', navigateText: '移动', closeText: '关闭' },
              },
            },
          },
        },
      },
    },
  },
  locales: {
    root: {
      label: 'English',
      lang: 'en',
      themeConfig: {
        nav: nav('', {
          start: { text: 'Tutorial', link: '/tutorial' },
          reference: 'Reference',
          gallery: 'Gallery',
          troubleshooter: 'Troubleshooter',
        }),
        sidebar: navigation.en,
      },
    },
    'zh-CN': {
      label: '简体中文',
      lang: 'zh-CN',
      description: '征得用户同意，并通过 Alipay+ 发送消息。',
      themeConfig: {
        nav: nav('/zh-CN', {
          start: { text: '快速开始', link: '/zh-CN/quick-start' },
          reference: '参考',
          gallery: '面板展示',
          troubleshooter: '错误码查询',
        }),
        sidebar: navigation['zh-CN'],
        outline: { level: [2, 3], label: '本页目录' },
        docFooter: { prev: '上一页', next: '下一页' },
        darkModeSwitchLabel: '外观',
        lightModeSwitchTitle: '切换到浅色',
        darkModeSwitchTitle: '切换到深色',
        sidebarMenuLabel: '目录',
        returnToTopLabel: '回到顶部',
        langMenuLabel: '切换语言',
        skipToContentLabel: '跳到正文',
        notFound: {
          title: '没有这个页面',
          quote: '链接可能已经变更。',
          linkText: '回到首页',
          linkLabel: '回到首页',
        },
      },
    },
  },
})
