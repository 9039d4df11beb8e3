/** A version 4 UUID. `crypto.randomUUID` would be missing in old WebViews and on http pages. */
export function randomId(): string {
  return '10000000-1000-4000-8000-100000000000'.replace(/[018]/g, (digit) => {
    const [random = 0] = crypto.getRandomValues(new Uint8Array(1))
    // The 8 leaves two bits to chance, the others four.
    return (Number(digit) ^ ((random & 15) >> (Number(digit) / 4))).toString(16)
  })
}
