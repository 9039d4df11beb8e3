/** Super apps on the platform: values of customerBelongsTo, which `my.getSiteInfo` gives as siteName. */
export const sites = [
  'ALIPAY_CN',
  'ALIPAY_HK',
  'ALIPAY_MO',
  'TNG',
  'GCASH',
  'DANA',
  'KAKAOPAY',
  'BKASH',
  'CHOPE',
  'TRUEMONEY',
] as const

export type Site = (typeof sites)[number]

export const isSite = (text: string): text is Site => (sites as readonly string[]).includes(text)

/** Alipay China's own: everything else of Alipay+ is asked item by item. */
const alipayScopes = ['auth_base', 'auth_user']

const partnerScopes = [
  ...alipayScopes,
  'SEND_MESSAGE',
  'USER_ID',
  'USER_NICKNAME',
  'USER_NAME',
  'USER_LOGIN_ID',
  'HASH_LOGIN_ID',
  'PLAINTEXT_USER_LOGIN_ID',
  'USER_AVATAR',
  'USER_GENDER',
  'USER_BIRTHDAY',
  'USER_NATIONALITY',
  'USER_CONTACTINFO',
  'USER_ADDRESS',
  'PLAINTEXT_MOBILE_PHONE',
]

/** The scopes `my.getAuthCode` takes there. SEND_MESSAGE is not one of Alipay China's. */
export const scopesOf = (site: Site): readonly string[] =>
  site === 'ALIPAY_CN' ? alipayScopes : partnerScopes

/** auth_base names the user without asking him; every other scope shows the authorization page. */
export const isSilent = (scope: string): boolean => scope === 'auth_base'
