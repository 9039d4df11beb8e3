/** What a tap on a message opens. */
export interface MessageTarget {
  /** Page path inside the mini program, e.g. `pages/index/index`. */
  page: string
  /** Query string without `?`, e.g. `storeId=8888`; empty if there is none. */
  query: string
}

/**
 * Reads `pages%2Findex%2Findex&query=storeId%3D8888` (the sample's form: page and query encoded apart,
 * `&query=` raw). Lenient, since more than the sample is not documented: unencoded text and a missing
 * query pass. Undefined if the percent-encoding is broken.
 */
export function readMessageTarget(value: string): MessageTarget | undefined {
  const [page = '', query = ''] = value.split('&query=', 2)
  try {
    return { page: decodeURIComponent(page), query: decodeURIComponent(query) }
  } catch {
    return undefined
  }
}
