import { sql, type RawBuilder } from 'kysely'

type Value = string | number | null

export type Columns = Readonly<Record<string, 'text' | 'bigint'>>

/** The function that gives an array's elements one by one. */
export type EachOf = 'json_each' | 'json_array_elements'

/**
 * Rows of a statement as one parameter: however many there are, the statement has one text, is prepared once
 * and costs one trip to the database.
 */
export function jsonRows(
  eachOf: EachOf,
  columns: Columns,
  rows: readonly (readonly Value[])[],
): RawBuilder<unknown> {
  const picked = Object.entries(columns).map(([name, type], index) => {
    const value = sql`value ->> ${sql.lit(index)}`
    return type === 'text'
      ? sql`${value} as ${sql.ref(name)}`
      : sql`cast(${value} as bigint) as ${sql.ref(name)}`
  })
  return sql`select ${sql.join(picked)} from ${sql.raw(eachOf)}(${jsonText(rows)})`
}

/** Texts as the right side of `in`. */
export const jsonList = (eachOf: EachOf, texts: readonly string[]): RawBuilder<string> =>
  sql<string>`(${jsonRows(
    eachOf,
    { text: 'text' },
    texts.map((text) => [text]),
  )})`

/** PostgreSQL's JSON has no NUL and no half of a surrogate pair, and neither has its text. */
const unstorable = /\0|\p{Surrogate}/gu

function jsonText(rows: readonly (readonly Value[])[]): string {
  const text = JSON.stringify(rows)
  if (!/\\u(0000|d[89a-f])/.test(text)) return text
  return JSON.stringify(rows, (_key, value: unknown) =>
    typeof value === 'string' ? value.replace(unstorable, '\ufffd') : value,
  )
}
