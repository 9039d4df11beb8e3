import type { Language } from '../texts.js'

/** The shop's address with the page's language as a hint (`lang`), unless it names one itself. */
export function shopAddress(h5Url: string, language: Language): string {
  const url = new URL(h5Url)
  if (!url.searchParams.has('lang')) url.searchParams.set('lang', language)
  return url.href
}
