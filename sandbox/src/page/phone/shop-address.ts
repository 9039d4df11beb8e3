import type { MessageTarget } from '../../console/message-target.js'
import type { Language } from '../texts.js'
import type { Program } from './screens.js'

/**
 * The mini program's address with the page's language as a hint (`lang`), unless it names one itself, and
 * with the page that a tapped message opens: for H5 in `page` and `query` (how a super app hands these to an
 * H5 mini program is not documented; this is the sandbox's own way), for DSL as the simulator takes it.
 */
export function shopAddress(
  { kind, url: start }: Program,
  language: Language,
  target?: MessageTarget,
): string {
  const url = new URL(start)
  const set = (name: string, value: string): void => url.searchParams.set(name, value)
  if (!url.searchParams.has('lang')) set('lang', language)
  // The phone draws the title bar: see program-title.ts.
  if (kind === 'dsl') set('title', 'off')
  if (!target) return url.href
  const query = target.query === '' ? '' : `?${target.query}`
  set('page', kind === 'dsl' ? `${target.page}${query}` : target.page)
  if (kind !== 'dsl' && query !== '') set('query', target.query)
  return url.href
}
