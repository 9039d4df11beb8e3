const minute = 60_000
const day = 24 * 60 * minute

export type Advance = 'minutes11' | 'day' | 'month'

/** Steps that let a thing of the default settings expire: a code, an access token, a refresh token. */
export const advances: readonly { name: Advance; ms: number }[] = [
  { name: 'minutes11', ms: 11 * minute },
  { name: 'day', ms: day },
  { name: 'month', ms: 31 * day },
]

/** An offset in the two largest of days, hours and minutes, in the words of the language. */
export function offsetText(offsetMs: number, language: string): string {
  const minutes = Math.round(offsetMs / minute)
  const parts = [
    ['day', Math.floor(minutes / 1440)],
    ['hour', Math.floor((minutes % 1440) / 60)],
    ['minute', minutes % 60],
  ] as const
  const words = parts
    .filter(([, amount]) => amount > 0)
    .slice(0, 2)
    .map(([unit, amount]) =>
      new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' }).format(amount),
    )
  return words.join(' ')
}
