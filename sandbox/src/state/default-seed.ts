import type { Seed } from './seed-schema.js'

/** The shop of the platform's own sample request, two users, one approved template. */
export const defaultSeed: Seed = {
  merchants: [{ clientId: 'SANDBOX_5Y00000000000001' }],
  miniPrograms: [
    {
      appId: 'P0000000000000010001',
      name: { en: 'Yummy Chicken Rice', 'zh-CN': '好味鸡饭' },
      merchantName: { en: 'Yummy Chicken Rice Pte. Ltd.', 'zh-CN': '好味鸡饭私人有限公司' },
      sites: { ALIPAY_CN: { authClientId: 'AC00000000000001' } },
    },
  ],
  users: [
    {
      userId: '2088000000000011',
      name: { en: 'Mei', 'zh-CN': '小明' },
      nickName: '小明',
      language: 'zh-CN',
      profile: { gender: 'F', birthDate: '1996-05-04', nationality: 'CN' },
    },
    { userId: '2088000000000022', name: { en: 'Lin', 'zh-CN': '小红' }, nickName: 'Lin', language: 'en' },
  ],
  templates: [
    {
      name: 'Order ready',
      channel: 'INBOX',
      kind: 'LONG_TERM',
      variables: [
        { name: 'orderNo', sample: '123456' },
        { name: 'storeName', sample: 'Yummy Chicken Rice' },
        { name: 'miniBodyUrl', sample: 'pages%2Findex%2Findex&query=storeId%3D8888', use: 'BODY_LINK' },
        { name: 'miniFooterUrl', sample: 'pages%2Findex%2Findex&query=storeId%3D8888', use: 'FOOTER_LINK' },
      ],
      texts: {
        en: {
          title: 'Your order is ready',
          body: 'Order {{orderNo}} is ready for you at {{storeName}}.',
          footer: 'View order',
        },
        'zh-CN': {
          title: '您的餐点已备好',
          body: '您在“{{storeName}}”的订单 {{orderNo}} 已备好，请取餐。',
          footer: '查看订单',
        },
      },
      applications: [{ appId: 'P0000000000000010001', templateCode: '202109305800000001000001' }],
    },
  ],
  settings: {},
  autoAnswer: {},
}
