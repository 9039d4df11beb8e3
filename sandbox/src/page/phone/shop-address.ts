import type { MessageTarget } from '../../console/message-target.js'
import type { Language } from '../texts.js'

/**
 * The shop's address with the page's language as a hint (`lang`), unless it names one itself, and with
 * `page` and `query` of the message that was tapped. How a super app hands these to an H5 mini program
 * is not documented; two query parameters are this sandbox's own way.
 */
export function shopAddress(h5Url: string, language: Language, target?: MessageTarget): string {
  const url = new URL(h5Url)
  if (!url.searchParams.has('lang')) url.searchParams.set('lang', language)
  if (target) {
    url.searchParams.set('page', target.page)
    if (target.query !== '') url.searchParams.set('query', target.query)
  }
  return url.href
}
