import { useEffect, useState } from 'preact/hooks'

export const views = ['why', 'overview', 'log'] as const
export type View = (typeof views)[number]

/** Where the page stands: a view and, in the first one, the message that is open. */
export interface Place {
  view: View
  message?: { appId: string; requestId: string }
}

/** Reads `#why/<appId>/<requestId>`. What was searched for never stands in an address: it may be a userId. */
export function placeOf(hash: string): Place {
  const [name, appId, requestId] = hash.replace(/^#/, '').split('/').map(decoded)
  const view = views.find((one) => one === name) ?? 'why'
  return view === 'why' && appId && requestId ? { view, message: { appId, requestId } } : { view }
}

export const hashOf = ({ view, message }: Place): string =>
  message
    ? `#${view}/${encodeURIComponent(message.appId)}/${encodeURIComponent(message.requestId)}`
    : `#${view}`

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return ''
  }
}

/** Kept in the address: Back leads where it should, and a link can be handed to a colleague. */
export function usePlace(): Place {
  const [place, setPlace] = useState(() => placeOf(location.hash))
  useEffect(() => {
    const follow = (): void => setPlace(placeOf(location.hash))
    window.addEventListener('hashchange', follow)
    return () => window.removeEventListener('hashchange', follow)
  }, [])
  return place
}
