import type { Seed } from './seed-schema.js'

/** A bowl of rice: the logo of the demo's shop (demo/mini-program/logo.svg). */
const logo =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48"><path fill="#a3310f" d="M0 0h48v48H0z"/>' +
  '<path fill="#f7d9a8" d="M13 23a11 9 0 0 1 22 0z"/>' +
  '<path fill="#fff" d="M9 23h30a15 15 0 0 1-9 13.7V39H18v-2.3A15 15 0 0 1 9 23z"/></svg>'

/** The shop of the platform's own sample request, two users, one approved template. */
export const defaultSeed: Seed = {
  merchants: [{ clientId: 'SANDBOX_5Y00000000000001' }],
  miniPrograms: [
    {
      appId: 'P0000000000000010001',
      name: { en: 'Yummy Chicken Rice', 'zh-CN': '好味鸡饭' },
      merchantName: { en: 'Yummy Chicken Rice Pte. Ltd.', 'zh-CN': '好味鸡饭私人有限公司' },
      logoUrl: `data:image/svg+xml,${encodeURIComponent(logo)}`,
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
