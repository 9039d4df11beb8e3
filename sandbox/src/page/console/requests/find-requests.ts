import type { LoggedRequest } from '../../server/shapes.js'

export type Outcome = 'accepted' | 'refused' | 'unknown' | 'noAnswer'

/** How the call ended, in the words of a merchant. */
export function outcomeOf({ resultStatus }: Pick<LoggedRequest, 'resultStatus'>): Outcome {
  if (resultStatus === null) return 'noAnswer'
  if (resultStatus === 'F') return 'refused'
  return resultStatus === 'U' ? 'unknown' : 'accepted'
}

/** Requests in which every word of the search stands, in whatever field; case does not count. */
export function findRequests(
  requests: readonly LoggedRequest[],
  search: string,
  only: 'all' | 'refused',
): LoggedRequest[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  return requests.filter((request) => {
    if (only === 'refused' && outcomeOf(request) === 'accepted') return false
    const text = textOf(request)
    return words.every((word) => text.includes(word))
  })
}

const textOf = (request: LoggedRequest): string =>
  [
    request.path,
    request.resultCode,
    request.resultMessage,
    request.clientId,
    request.requestTime,
    request.body,
    request.answer,
    ...request.faults,
  ]
    .join(' ')
    .toLowerCase()
