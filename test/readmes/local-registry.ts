import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { project } from '../support/packed-package'

interface Packed {
  name: string
  version: string
  filename: string
}

export interface LocalRegistry {
  url: string
  close: () => void
}

/**
 * A registry that has our packages as `npm pack` makes them, so that the READMEs' `npm install` stays as it is printed.
 * It sends npm to the configured registry for all others.
 */
export async function startRegistry(folder: string): Promise<LocalRegistry> {
  const npm = (...args: string[]) =>
    execFileSync('npm', args, { cwd: project, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
  const others = npm('config', 'get', 'registry').trim()
  const pack = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder]
  const ours = [
    ...(JSON.parse(npm(...pack, '--workspaces=false')) as Packed[]),
    ...(JSON.parse(npm(...pack, '--workspaces')) as Packed[]),
  ]
  const server = createServer((request, response) => {
    const path = decodeURIComponent(request.url ?? '/').slice(1)
    const tarball = ours.find(({ filename }) => path === `tarballs/${filename}`)
    const packed = ours.find(({ name }) => path === name)
    if (tarball) response.end(readFileSync(join(folder, tarball.filename)))
    else if (packed) response.setHeader('content-type', 'application/json').end(JSON.stringify(about(packed)))
    else response.writeHead(302, { location: new URL(request.url ?? '/', others).href }).end()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`

  /** What npm asks a registry about a package. */
  function about({ name, version, filename }: Packed): object {
    const file = join(folder, filename)
    const integrity = `sha512-${createHash('sha512').update(readFileSync(file)).digest('base64')}`
    const manifest = execFileSync('tar', ['-xzOf', file, 'package/package.json'], { encoding: 'utf8' })
    const dist = { tarball: `${url}tarballs/${filename}`, integrity }
    return {
      name,
      'dist-tags': { latest: version },
      versions: { [version]: { ...(JSON.parse(manifest) as object), dist } },
    }
  }
  return { url, close: () => server.close() }
}
