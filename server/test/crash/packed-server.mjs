import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { build } from 'esbuild'

const modules = ['../../node_modules', '../../../node_modules'].map((path) => join(import.meta.dirname, path))

/**
 * The built server in one file, with what V8 compiled of it kept beside it: a process that is killed again and
 * again begins in a third of the time. What has a native part stays where it is.
 */
export async function packServer() {
  const folder = mkdtempSync(join(tmpdir(), 'mini-message-crash-'))
  await build({
    entryPoints: [join(import.meta.dirname, 'server-process.mjs')],
    outfile: join(folder, 'server.cjs'),
    ...{ bundle: true, platform: 'node', format: 'cjs', target: 'node20', logLevel: 'warning' },
    external: ['libsql', 'pg-native'],
    // Where the console's page would lie, which no run asks for.
    define: { 'import.meta.url': JSON.stringify(import.meta.url) },
    alias: { '@fastify/swagger-ui': join(import.meta.dirname, 'no-page.cjs') },
  })
  const server = {
    /** Its own, until it is removed. */
    folder,
    file: join(import.meta.dirname, 'start-packed.cjs'),
    environment: { PACKED_SERVER: join(folder, 'server.cjs'), NODE_PATH: modules.join(delimiter) },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
  execFileSync(process.execPath, [server.file], {
    env: { ...process.env, ...server.environment, PACKED_SERVER_WARM: 'yes' },
  })
  return server
}
