import { isIP } from 'node:net'

/** Who may ask beside this machine's programs and the sandbox's own page. */
export interface Allowed {
  /** Names under which the sandbox may be asked, without port. */
  hostnames: readonly string[]
  /** Origins of pages that may read every answer, e.g. `http://localhost:3000`. */
  corsOrigins: readonly string[]
}

/** The headers that tell where a request comes from. */
export interface OriginHeaders {
  /** The name and port that the client used. */
  host: string
  origin: string | undefined
  secFetchSite: string | undefined
}

/**
 * True for localhost, for any address and for the given names. A name of somebody else that leads here (DNS
 * rebinding) would let a foreign page read the merchant's key as its own origin; an address can't be made to
 * lead elsewhere. The port says nothing: a container or a proxy may have changed it.
 */
export function isOwnHost(host: string | undefined, hostnames: readonly string[]): boolean {
  const name = (host ?? '').replace(/:\d+$/, '').toLowerCase()
  const address = /^\[(.*)\]$/.exec(name)?.[1] ?? name
  return name === 'localhost' || isIP(address) !== 0 || hostnames.some((own) => own.toLowerCase() === name)
}

/**
 * Why a browser's request is not ours to answer, or undefined. Programs send neither header and pass.
 * A page on another port of this machine is `same-site` for the browser and still somebody else's page.
 */
export function whyForeign(
  { host, origin, secFetchSite }: OriginHeaders,
  corsOrigins: readonly string[],
): string | undefined {
  if (origin !== undefined && corsOrigins.includes(origin)) return undefined
  // A proxy may speak https to the browser and http to us.
  const isOwn = origin === undefined || origin === `http://${host}` || origin === `https://${host}`
  if (!isOwn) return `The request comes from a page of ${origin}.`
  if (secFetchSite !== undefined && secFetchSite !== 'same-origin' && secFetchSite !== 'none') {
    return `The request comes from another page (Sec-Fetch-Site: ${secFetchSite}).`
  }
  return undefined
}
