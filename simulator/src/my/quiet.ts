import { jsapi } from './callbacks.js'

const names = [
  'hideKeyboard',
  'vibrate',
  'vibrateShort',
  'vibrateLong',
  'stopPullDownRefresh',
  'hideBackHome',
  'setBackgroundColor',
  'setBackgroundTextStyle',
  'showNavigationBarLoading',
  'hideNavigationBarLoading',
  'hideShareMenu',
  'setKeepScreenOn',
  'reportAnalytics',
  'setOptionMenu',
]

/** JSAPIs whose effect a browser can't show: they succeed and do nothing. */
export const quiet = Object.fromEntries(names.map((name) => [name, jsapi(() => ({}))]))
