import { withBase } from 'vitepress'

/** Texts of a shop, in the two languages of this site; every other language shows the English ones. */
const shops = {
  en: {
    senderName: 'Yummy Chicken Rice',
    notice: 'To send these messages, Yummy Chicken Rice passes your user ID on to its servers in Singapore.',
    templates: [
      ['Order ready', 'When you can pick it up', 'Order 0042 is ready. Pick it up at counter 3.'],
      ['Refund made', 'When your money is on its way', 'We have refunded ¥38.00 for order 0042.'],
      ['Points expire', 'A week before your points expire', '120 points expire on 31 December.'],
    ],
  },
  zh: {
    senderName: '好味鸡饭',
    notice: '为发送这些消息，好味鸡饭会将您的用户 ID 传输至其位于新加坡的服务器。',
    templates: [
      ['取餐提醒', '餐品备好、可以取餐时', '订单 0042 已备好，请到 3 号柜台取餐。'],
      ['退款通知', '退款已发起时', '订单 0042 已退款 38.00 元。'],
      ['积分到期提醒', '积分到期前一周', '您有 120 积分将于 12 月 31 日到期。'],
    ],
  },
}

const shopOf = (language) => (language.startsWith('zh') ? shops.zh : shops.en)

/** The props that a panel of the gallery starts with. */
export function sampleProps(language) {
  const { senderName, templates } = shopOf(language)
  return {
    senderName,
    privacyUrl: 'https://shop.example/privacy',
    templates: templates.map(([title, description, example], index) => ({
      templateCode: `20210930580000000100000${index + 1}`,
      title,
      description,
      example,
      kind: 'LONG_TERM',
    })),
  }
}

/** States with several templates. */
const isSeveral = (state) => ['several', 'manage-several', 'hint'].includes(state)

/** What a state asks for: all templates of the props, or the first. */
export function idsOf(state, props) {
  const ids = (props.templates ?? []).map(({ templateCode }) => templateCode)
  return isSeveral(state) ? ids : ids.slice(0, 1)
}

/** The address of a frame: what it shows stands behind the #. */
export function frameUrl({ panel, state, language, theme, props }) {
  const asked = {
    state,
    language,
    theme,
    templateIds: idsOf(state, props),
    props,
    ...(state === 'transfer' && { transferNotice: shopOf(language).notice }),
  }
  const page = panel === 'h5' ? '/gallery/h5.html' : '/gallery/dsl/index.html?title=off'
  return `${withBase(page)}#${encodeURIComponent(JSON.stringify(asked))}`
}
