import { X509Certificate } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { httpsCertificate } from '../../src/keys/https-certificate.js'

let folder: string
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'sandbox-ca-'))))
afterEach(() => rmSync(folder, { recursive: true }))

test('the certificate is for this machine and the given names and addresses, and its CA signed it', async () => {
  const { cert, ca } = await httpsCertificate(['sandbox', '192.168.1.20', 'localhost'])
  const [server, authority] = [new X509Certificate(cert), new X509Certificate(ca)]
  expect(server.subjectAltName).toBe(
    'DNS:localhost, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1, DNS:sandbox, IP Address:192.168.1.20',
  )
  expect(server.checkIssued(authority)).toBe(true)
  expect(server.verify(authority.publicKey)).toBe(true)
  expect([server.ca, authority.ca]).toEqual([false, true])
  expect(server.checkHost('evil.example')).toBeUndefined()
})

test('the CA is kept, its key for its owner alone; the certificate follows the names', async () => {
  const state = join(folder, 'state')
  const first = await httpsCertificate([], state)
  const second = await httpsCertificate(['sandbox'], state)
  expect(second.ca).toBe(first.ca)
  expect(readFileSync(join(state, 'ca.pem'), 'utf8')).toBe(first.ca)
  expect(statSync(join(state, 'ca-key.pem')).mode & 0o777).toBe(0o600)
  expect(new X509Certificate(second.cert).checkHost('sandbox')).toBe('sandbox')
  expect(new X509Certificate(second.cert).verify(new X509Certificate(first.ca).publicKey)).toBe(true)
})

test('without a folder every start has another CA', async () => {
  const [one, other] = [await httpsCertificate([]), await httpsCertificate([])]
  expect(one.ca).not.toBe(other.ca)
  expect(new X509Certificate(one.ca).subject).not.toBe(new X509Certificate(other.ca).subject)
})

test.each([
  ['a file that is no certificate', 'ca.pem', 'hello'],
  ['another CA’s key', 'ca-key.pem', undefined],
  ['a missing key', 'ca-key.pem', ''],
])('%s is named, not replaced', async (_what, name, text) => {
  await httpsCertificate([], folder)
  const { key } = await httpsCertificate([])
  writeFileSync(join(folder, name), text ?? key)
  await expect(httpsCertificate([], folder)).rejects.toThrow(join(folder, name))
  expect(readFileSync(join(folder, name), 'utf8')).toBe(text ?? key)
})
