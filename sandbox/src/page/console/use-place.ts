import { useEffect, useState } from 'preact/hooks'
import { hashOf, placeOf, type Place } from './tabs.js'

/** The console's place, kept in the address: a reload, Back and a copied link lead there again. */
export function usePlace(): [Place, (place: Place) => void] {
  const [place, setPlace] = useState(() => placeOf(location.hash))
  useEffect(() => {
    const follow = (): void => setPlace(placeOf(location.hash))
    window.addEventListener('hashchange', follow)
    return () => window.removeEventListener('hashchange', follow)
  }, [])
  const go = (to: Place): void => {
    location.hash = hashOf(to)
  }
  return [place, go]
}
