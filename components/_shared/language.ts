/** The language the super app is set to, e.g. `zh-Hans` or `en`; undefined where it does not say. */
export function languageOfMy(): string | undefined {
  try {
    const { language } = my.getSystemInfoSync() as { language?: string }
    return language ? language : undefined
  } catch {
    return undefined
  }
}
