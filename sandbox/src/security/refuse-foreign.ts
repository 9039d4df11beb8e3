/** The headers that tell where a request comes from. */
export interface OriginHeaders {
  host: string | undefined
  origin: string | undefined
  secFetchSite: string | undefined
}

const ownNames = ['127.0.0.1', 'localhost', '[::1]']

/**
 * True for our own names with our own port. A name of somebody else that leads to 127.0.0.1 (DNS
 * rebinding) would let a foreign page read the merchant's key as its own origin.
 */
export function isOwnHost(host: string | undefined, port: number): boolean {
  return ownNames.some((name) => host === `${name}:${port}` || (port === 80 && host === name))
}

/**
 * Why a browser's request is not ours to answer, or undefined. Programs send neither header and pass.
 * A page on another port of this machine is `same-site` for the browser and still somebody else's page.
 */
export function whyForeign({ host, origin, secFetchSite }: OriginHeaders): string | undefined {
  if (secFetchSite !== undefined && secFetchSite !== 'same-origin' && secFetchSite !== 'none') {
    return `The request comes from another page (Sec-Fetch-Site: ${secFetchSite}).`
  }
  if (origin !== undefined && origin !== `http://${host ?? ''}`) {
    return `The request comes from a page of ${origin}.`
  }
  return undefined
}
