/** A version 4 UUID. It has to be unique, not secret: neither mini programs nor old WebViews on http have crypto. */
export function randomId(): string {
  return '10000000-1000-4000-8000-100000000000'.replace(/[018]/g, (digit) =>
    // The 8 leaves two bits to chance, the others four.
    (+digit ^ ((Math.random() * 16) >> (+digit / 4))).toString(16),
  )
}
