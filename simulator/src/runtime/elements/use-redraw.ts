import { useState } from 'preact/hooks'

/** Draws the element again. */
export function useRedraw(): () => void {
  const [, count] = useState(0)
  return () => count((drawn) => drawn + 1)
}
