import type { AppConfig } from '../../src/apps.js'
import { templateCode } from './builders.js'

export { templateCode }
export const oneTimeCode = 'ONE_TIME_1'

/** What APPS_FILE holds in tests. */
export const appsFile: AppConfig[] = [
  {
    appId: 'P0000000000000010001',
    sites: ['ALIPAY_CN'],
    sender: {
      name: { en: 'Yummy Chicken Rice', 'zh-CN': '好味鸡饭' },
      privacyUrl: 'https://shop.example/privacy',
    },
    templates: [
      {
        templateCode,
        variables: ['orderNo', 'storeName'],
        texts: {
          en: { title: 'Order ready', description: 'When you can pick it up' },
          'zh-CN': { title: '取餐提醒', description: '餐品备好时' },
        },
      },
      {
        templateCode: oneTimeCode,
        kind: 'ONE_TIME',
        texts: { en: { title: 'One parcel' } },
      },
    ],
  },
]
