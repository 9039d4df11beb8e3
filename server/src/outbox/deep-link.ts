/**
 * The value of miniBodyUrl and miniFooterUrl: page path and query, each encoded by itself, as in the sample of the
 * platform's page (`pages%2Findex%2Findex&query=storeId%3D8888`).
 */
export function deepLink(page: string, query: Readonly<Record<string, string>> = {}): string {
  const path = encodeURIComponent(page.replace(/^\/+/, ''))
  const text = Object.entries(query)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .join('&')
  return text === '' ? path : `${path}&query=${encodeURIComponent(text)}`
}
