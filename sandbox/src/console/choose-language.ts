/** `en`, `zh-CN`. */
export const RFC_1766_TAG = /^[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*$/

const primary = (tag: string): string => tag.split('-')[0]?.toLowerCase() ?? ''

/**
 * Of the tags that exist, the one to use for `wanted`: the same tag, else the same primary language
 * (`en-US` finds `en`), else undefined. Case does not count.
 */
export function matchLanguage(wanted: string, existing: readonly string[]): string | undefined {
  const same = existing.find((tag) => tag.toLowerCase() === wanted.toLowerCase())
  return same ?? existing.find((tag) => primary(tag) === primary(wanted))
}

/** The text for a reader of `language`, or the first there is. Empty if there is none. */
export function translated(texts: Readonly<Record<string, string>>, language: string): string {
  const tags = Object.keys(texts)
  const tag = matchLanguage(language, tags) ?? tags[0]
  return tag === undefined ? '' : (texts[tag] ?? '')
}
