// What a mini program has and `@mini-types/alipay` does not declare. No import or export here: it would
// turn the file into a module and the declarations into local ones.

declare namespace my {
  /** Alipay+ only, absent from plain domestic mini programs. @see https://miniprogram.alipay.com/docs/miniprogram/mpdev/api_alipay-connect_getsiteinfo */
  function getSiteInfo(options: {
    success?: (answer: { siteName?: string }) => void
    fail?: (error: unknown) => void
  }): void
  /** The older `my.request`; the only one in some hosts. Takes the same fields, but another default content-type. */
  const httpRequest: typeof request | undefined
}

declare const console: { warn(...words: unknown[]): void }
declare function setTimeout(callback: () => void, ms: number): number
declare function clearTimeout(timer: number | undefined): void
