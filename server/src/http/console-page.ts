import { readFile } from 'node:fs/promises'
import helmet from '@fastify/helmet'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { askForApiKey, bareApp, type AppOptions } from './app.js'
import { consoleRoutes } from './console.js'
import { routesWithHooks } from './route.js'

/**
 * The page for support and operations, and what it asks, for an address of its own. Never listens. Whoever opens the page
 * sees nothing: every answer needs an API key, which the page holds in its memory.
 */
export async function buildConsole(options: AppOptions): Promise<FastifyInstance> {
  const app = bareApp(options)
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'none'"],
        'script-src': ["'self'"],
        'style-src': ["'self'"],
        'img-src': ['data:'],
        'connect-src': ["'self'"],
        'base-uri': ["'none'"],
        'form-action': ["'none'"],
        'frame-ancestors': ["'none'"],
      },
    },
    referrerPolicy: { policy: 'no-referrer' },
  })
  await app.register(
    routesWithHooks('console routes', (scope) => {
      scope.addHook('onSend', (_request, reply, _payload, sent) => {
        void reply.header('cache-control', 'no-store')
        sent()
      })
      askForApiKey(scope, options)
      consoleRoutes(scope.withTypeProvider<TypeBoxTypeProvider>(), options)
    }),
    { prefix: '/v1' },
  )
  const page = await readPage()
  app.get('/', (_request, reply) => reply.redirect('/console'))
  for (const [path, file, type] of files) {
    app.get(path, (_request, reply) => sendFile(reply, page?.get(file), type))
  }
  await app.ready()
  return app
}

const files = [
  ['/console', 'index.html', 'text/html; charset=utf-8'],
  ['/console/page.js', 'page.js', 'text/javascript; charset=utf-8'],
  ['/console/page.css', 'page.css', 'text/css; charset=utf-8'],
] as const

function sendFile(reply: FastifyReply, text: string | undefined, type: string): FastifyReply {
  if (text === undefined)
    return reply
      .code(503)
      .type('text/plain; charset=utf-8')
      .send('The page is not built: run `npm run build -w server`.')
  return reply.header('cache-control', 'no-cache').type(type).send(text)
}

const folder = new URL('./page/', import.meta.url)

/** Small files that never change while we run; undefined where the page was not built. */
async function readPage(): Promise<Map<string, string> | undefined> {
  try {
    const read = files.map(async ([, file]) => [file, await readFile(new URL(file, folder), 'utf8')] as const)
    return new Map(await Promise.all(read))
  } catch {
    return undefined
  }
}
