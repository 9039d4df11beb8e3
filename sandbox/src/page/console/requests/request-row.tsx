import { useLanguageTag } from '../../language-context.js'
import type { LoggedRequest } from '../../server/shapes.js'
import { clockTime } from '../clock-time.js'
import { hashOf } from '../tabs.js'
import { OutcomePill } from './outcome-pill.js'

/** The path after the prefix that all calls share. */
export const shortPath = (path: string): string => path.replace(/^\/api\/open/, '')

/** One call in the list; a link, so that it opens by keyboard and in another window alike. */
export function RequestRow({ request }: { request: LoggedRequest }) {
  const language = useLanguageTag()
  return (
    <li>
      <a class="row" href={hashOf({ tab: 'requests', id: request.requestLogId })}>
        <span class="row__main">
          <span class="row__title">{shortPath(request.path)}</span>
          <span class="row__note">{request.resultCode ?? request.faults.join(', ')}</span>
        </span>
        <time class="row__time" dateTime={request.at}>
          {clockTime(request.at, language)}
        </time>
        <OutcomePill request={request} />
      </a>
    </li>
  )
}
