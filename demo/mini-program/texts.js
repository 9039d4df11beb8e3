var texts = {
  en: {
    storeName: 'Yummy Chicken Rice',
    storeNote: 'Order here, pick up at the counter',
    menu: 'Menu',
    noticeTitle: 'Know when it’s ready',
    noticeText: 'We can send a message to your inbox when your order is ready.',
    subscribe: 'Notify me',
    agreed: 'You will get a message in your inbox when your order is ready.',
    rejected: 'No messages. You can change your mind here at any time.',
    CANCELLED: 'Nothing was changed.',
    failed: 'That did not work ({code}). You can order all the same.',
    fromConfig: 'This host has no my.getSiteInfo: app id and site are those of config.js.',
    order: 'Order',
    orders: 'Your orders',
    noOrders: 'No orders yet',
    preparing: 'Being prepared',
    ready: 'Ready for pick-up',
    noticeNone: 'No message asked for',
    noticeQueued: 'Message on its way',
    noticeSent: 'Message sent to your inbox',
    noticeRefused: 'No message sent: {code}',
    orderFailed: 'The order did not go through. Please try again.',
    settings: 'Settings',
    messages: 'Messages when an order is ready',
    messagesUnknown: 'Change here what you get in your inbox.',
    messagesAGREE: 'On. We send one when an order is ready.',
    messagesREJECT: 'Off. We send none.',
    nothingToStop: 'They are off already. We send none.',
    manage: 'Change',
    turnOn: 'Turn on',
    noticeWhy: 'We use your answer for these messages only.',
  },
  'zh-CN': {
    storeName: '好味鸡饭',
    storeNote: '在此下单，到柜台取餐',
    menu: '菜单',
    noticeTitle: '取餐提醒',
    noticeText: '餐品备好后，我们可以发送消息到您的收件箱。',
    subscribe: '提醒我',
    agreed: '餐品备好后，您的收件箱会收到一条消息。',
    rejected: '不会给您发送消息。您可以随时在此更改。',
    CANCELLED: '未作任何更改。',
    failed: '操作未成功（{code}）。您仍可正常下单。',
    fromConfig: '此环境没有 my.getSiteInfo：小程序 ID 和站点取自 config.js。',
    order: '下单',
    orders: '我的订单',
    noOrders: '还没有订单',
    preparing: '备餐中',
    ready: '可以取餐了',
    noticeNone: '未订阅消息',
    noticeQueued: '消息发送中',
    noticeSent: '消息已发送到您的收件箱',
    noticeRefused: '未发送消息：{code}',
    orderFailed: '下单未成功，请重试。',
    settings: '设置',
    messages: '取餐消息',
    messagesUnknown: '在此更改收件箱接收的消息。',
    messagesAGREE: '已开启。餐品备好后，我们会发送消息。',
    messagesREJECT: '已关闭。我们不会发送消息。',
    nothingToStop: '消息本来就是关闭的，我们不会发送。',
    manage: '更改',
    turnOn: '开启',
    noticeWhy: '您的选择仅用于此类消息。',
  },
}

export var menu = [
  { id: 'classic', price: 28, en: 'Classic chicken rice', 'zh-CN': '经典鸡饭' },
  { id: 'spicy', price: 32, en: 'Spicy chicken rice', 'zh-CN': '香辣鸡饭' },
  { id: 'soup', price: 18, en: 'Chicken soup', 'zh-CN': '鸡汤' },
]

/** The super app's language if the demo speaks it, else English. */
export function language() {
  return /^zh/i.test(my.getSystemInfoSync().language) ? 'zh-CN' : 'en'
}

export function textsOf(lang) {
  return texts[lang]
}

export function dishName(id, lang) {
  var dish = menu.filter(function (one) {
    return one.id === id
  })[0]
  return dish[lang]
}
