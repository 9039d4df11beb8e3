import { useState } from 'preact/hooks'

const key = 'mini-message-sandbox.phone'

/** Whether the phone is folded away, remembered in this browser. On narrow screens it has a view of its own. */
export function useFold(): [boolean, (isFolded: boolean) => void] {
  const [isFolded, setFolded] = useState(() => localStorage.getItem(key) === 'folded')
  const fold = (folded: boolean): void => {
    localStorage.setItem(key, folded ? 'folded' : 'open')
    setFolded(folded)
  }
  return [isFolded, fold]
}
