import { createPrivateKey, randomBytes, X509Certificate } from 'node:crypto'
import { mkdir, readFile } from 'node:fs/promises'
import { isIP } from 'node:net'
import { join } from 'node:path'
import type Forge from 'node-forge'
import { generatePair, type KeyPair, ignoreMissing, writeWhole } from './key-pairs.js'

/** What an https server needs, and what its clients have to trust. PEM texts. */
export interface HttpsCertificate {
  key: string
  cert: string
  /** The certificate of the CA that signed `cert`. */
  ca: string
}

interface Authority {
  privateKey: string
  certificate: string
}

const dayMs = 24 * 60 * 60 * 1000
/** Apple's clients take no server certificate that is valid for longer. */
const serverDays = 398
const authorityDays = 3650

/** Under these every client on this machine finds the sandbox. */
const ownNames = ['localhost', '127.0.0.1', '::1']

/**
 * A new certificate for this machine and `hostnames`. Its CA is kept in `stateDir`, so that a client that
 * trusts it still does after a restart; without a folder the CA's key is forgotten at once.
 * Throws if the folder holds a CA that can't be used.
 */
export async function httpsCertificate(
  hostnames: readonly string[],
  stateDir?: string,
): Promise<HttpsCertificate> {
  const [authority, pair] = await Promise.all([
    stateDir === undefined ? makeAuthority() : storedAuthority(stateDir),
    generatePair(),
  ])
  const cert = await signServer(authority, pair, [...new Set([...ownNames, ...hostnames])])
  return { key: pair.privateKey, cert, ca: authority.certificate }
}

/** `ca.pem` is what a client is given; `ca-key.pem` is for its owner alone. */
async function storedAuthority(folder: string): Promise<Authority> {
  const files = { certificate: join(folder, 'ca.pem'), privateKey: join(folder, 'ca-key.pem') }
  const certificate = await readFile(files.certificate, 'utf8').catch(ignoreMissing)
  if (certificate !== undefined) {
    const privateKey = (await readFile(files.privateKey, 'utf8').catch(ignoreMissing)) ?? ''
    if (belongTogether(certificate, privateKey)) return { certificate, privateKey }
    throw new Error(
      `${files.certificate} and ${files.privateKey} are not the sandbox's CA: remove both, and a new one is made.`,
    )
  }
  const authority = await makeAuthority()
  await mkdir(folder, { recursive: true })
  // The certificate comes last: a start that is cut short leaves none, and the next one begins again.
  await writeWhole(files.privateKey, authority.privateKey)
  await writeWhole(files.certificate, authority.certificate, 0o644)
  return authority
}

function belongTogether(certificate: string, privateKey: string): boolean {
  try {
    const read = new X509Certificate(certificate)
    return read.ca && read.checkPrivateKey(createPrivateKey(privateKey))
  } catch {
    return false
  }
}

async function makeAuthority(): Promise<Authority> {
  const { pki } = await loadForge()
  const pair = await generatePair()
  const draft = certificateFor(pki, pair, authorityDays)
  // Several may be in one trust store: each has a name of its own.
  const name = [{ name: 'commonName', value: `mini-message-sandbox CA ${randomBytes(4).toString('hex')}` }]
  draft.setSubject(name)
  draft.setIssuer(name)
  draft.setExtensions([
    { name: 'basicConstraints', cA: true, pathLenConstraint: 0, critical: true },
    { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    { name: 'subjectKeyIdentifier' },
  ])
  return { privateKey: pair.privateKey, certificate: await signed(draft, pair.privateKey) }
}

async function signServer(authority: Authority, pair: KeyPair, names: string[]): Promise<string> {
  const { pki } = await loadForge()
  const issuer = pki.certificateFromPem(authority.certificate)
  const draft = certificateFor(pki, pair, serverDays)
  draft.setSubject([{ name: 'commonName', value: 'mini-message-sandbox' }])
  draft.setIssuer(issuer.subject.attributes)
  draft.setExtensions([
    { name: 'basicConstraints', cA: false, critical: true },
    { name: 'keyUsage', digitalSignature: true, keyEncipherment: true, critical: true },
    { name: 'extKeyUsage', serverAuth: true },
    { name: 'subjectAltName', altNames: names.map(altName) },
    { name: 'subjectKeyIdentifier' },
    // Python 3.13 and newer refuse a certificate that does not name its issuer's key.
    { name: 'authorityKeyIdentifier', keyIdentifier: issuer.generateSubjectKeyIdentifier().getBytes() },
  ])
  return signed(draft, authority.privateKey)
}

/** RFC 5280: an address is of type iPAddress (7), anything else of type dNSName (2). */
const altName = (name: string): object => (isIP(name) ? { type: 7, ip: name } : { type: 2, value: name })

function certificateFor(
  forge: typeof Forge.pki,
  { publicKey }: KeyPair,
  days: number,
): Forge.pki.Certificate {
  const draft = forge.createCertificate()
  draft.publicKey = forge.publicKeyFromPem(publicKey)
  // A first byte below 0x80 keeps the number positive, as RFC 5280 demands.
  draft.serialNumber = `01${randomBytes(15).toString('hex')}`
  // A day back, for clients whose clock is behind.
  draft.validity.notBefore = new Date(Date.now() - dayMs)
  draft.validity.notAfter = new Date(Date.now() + (days - 1) * dayMs)
  return draft
}

async function signed(draft: Forge.pki.Certificate, privateKey: string): Promise<string> {
  const { md, pki } = await loadForge()
  draft.sign(pki.privateKeyFromPem(privateKey), md.sha256.create())
  return pki.certificateToPem(draft).replaceAll('\r\n', '\n')
}

/** Loaded only where https was asked for: Node itself can't make certificates. */
const loadForge = async (): Promise<typeof Forge> => (await import('node-forge')).default
