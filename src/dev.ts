declare const __DEV__: boolean | undefined

/** False in the minified H5 build alone, which defines `__DEV__`: there long explanations are left out. */
export const isDev = typeof __DEV__ === 'undefined' || __DEV__
