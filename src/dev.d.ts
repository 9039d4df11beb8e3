/**
 * True in the builds for developers, which check more and explain errors in whole sentences. Each build defines
 * it, so that a plain minifier drops what is behind it; in tests it is a global.
 */
declare const __DEV__: boolean
