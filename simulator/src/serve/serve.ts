import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { dirname, extname, join, relative, resolve, sep } from 'node:path'
import { watch } from 'chokidar'
import { build, type BuildOptions, type BuiltProgram } from '../build/build.js'
import { errorPage } from './error-page.js'
import { shell, reloadScript } from './shell.js'

export interface ServeOptions extends BuildOptions {
  /** 0 takes a free one. @default 8790 */
  port?: number
  /** @default '127.0.0.1' */
  host?: string
  /** Told of each build: its warnings, and the error of one that failed. */
  onBuild?: (result: BuildResult) => void
}

/** What became of one build. */
export interface BuildResult {
  program?: BuiltProgram
  failure?: unknown
}

export interface Served {
  /** The phone; `program.html` under it is the program alone, to be embedded. */
  url: string
  close(): Promise<void>
}

const types: Record<string, string> = {
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.gif': 'image/gif',
  '.svg': 'image/svg+xml',
  '.webp': 'image/webp',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
  '.ttf': 'font/ttf',
  '.mp3': 'audio/mpeg',
  '.mp4': 'video/mp4',
}
/** Editors write a file in several steps. */
const quietMs = 30

/** Serves a mini program at phone size, builds it again when a file changes and reloads the browser. */
export async function serve({
  port = 8790,
  host = '127.0.0.1',
  onBuild,
  ...options
}: ServeOptions): Promise<Served> {
  const root = resolve(options.folder)
  const listeners = new Set<ServerResponse>()
  const attempt = () =>
    attemptToBuild(options).then((result) => {
      onBuild?.(result)
      return result
    })
  let built = attempt()
  let timer: ReturnType<typeof setTimeout> | undefined
  const changed = () => {
    clearTimeout(timer)
    timer = setTimeout(() => {
      built = attempt()
      void built.then(() => listeners.forEach((listener) => listener.write('data: reload\n\n')))
    }, quietMs)
  }
  // Packages don't change while somebody writes a program, and are too many to be watched.
  const isOfPackages = (path: string) => /(^|[\\/])(node_modules|\.git)([\\/]|$)/.test(relative(root, path))
  const watcher = watch(root, { ignoreInitial: true, ignored: isOfPackages })
  watcher.on('all', changed)
  await new Promise<void>((done) => watcher.once('ready', () => done()))
  const server = createServer((request, response) => {
    const answer = async () => {
      // Inside, so that an address that cannot be decoded ends its own request and nothing else.
      const path = decodeURIComponent(new URL(request.url ?? '/', 'http://program').pathname)
      if (path === '/') send(response, 'text/html', shell())
      else if (path === '/healthz') send(response, 'text/plain', 'ok')
      else if (path === '/__reload') listen(response, listeners)
      else if (path === '/program.html' || path === '/program.js') {
        const { program, failure } = await built
        if (!program) send(response, 'text/html', errorPage(failure, root))
        else if (path === '/program.js') send(response, 'text/javascript', program.script)
        else send(response, 'text/html', program.html.replace('</body>', `${reloadScript}</body>`))
      } else await sendFile(response, root, path)
    }
    void answer().catch(() => response.destroy())
  })
  await new Promise<void>((done, fail) => {
    server.once('error', fail)
    server.listen(port, host, done)
  })
  const { port: taken } = server.address() as AddressInfo
  return {
    url: `http://${host}:${taken}/`,
    close: async () => {
      await watcher.close()
      clearTimeout(timer)
      for (const listener of listeners) listener.end()
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
}

const attemptToBuild = (options: BuildOptions): Promise<BuildResult> =>
  build(options).then(
    (program) => ({ program }),
    (failure: unknown) => ({ failure }),
  )

function send(response: ServerResponse, type: string, text: string | Buffer): void {
  response.writeHead(200, {
    'content-type': type.startsWith('text') ? `${type}; charset=utf-8` : type,
    'cache-control': 'no-store',
  })
  response.end(text)
}

function listen(response: ServerResponse, listeners: Set<ServerResponse>): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
  response.write(': connected\n\n')
  listeners.add(response)
  response.once('close', () => listeners.delete(response))
}

/** Images and fonts of the program and of npm packages around it; nothing else leaves the folder. */
async function sendFile(response: ServerResponse, root: string, path: string): Promise<void> {
  const type = types[extname(path).toLowerCase()]
  const file = findFile(root, path)
  if (type === undefined || file === undefined) {
    response.writeHead(404).end()
    return
  }
  send(response, type, await readFile(file))
}

function findFile(root: string, path: string): string | undefined {
  // An encoded slash hides `..` from URL, and above the root packages are looked for.
  if (path.split(/[\\/]/).includes('..')) return undefined
  for (let folder = root; ; folder = dirname(folder)) {
    const file = join(folder, path)
    if (file.startsWith(folder + sep) && existsSync(file)) return file
    if (!path.startsWith('/node_modules/') || folder === dirname(folder)) return undefined
  }
}
