import { execFileSync } from 'node:child_process'
import { chmodSync, closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { build } from 'esbuild'
import Database from 'libsql'
import pg from 'pg'

/** Shared with tests in TypeScript, which Node 20 does not read. */
async function shared() {
  const files = ['own-cluster', 'tcp-proxy'].map((name) => `export * from './${name}.ts'`)
  const { outputFiles } = await build({
    stdin: { contents: files.join('\n'), resolveDir: join(import.meta.dirname, '../support') },
    ...{ bundle: true, platform: 'node', format: 'esm', write: false },
  })
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`)
}
const { Cluster, findPrograms, TcpProxy } = await shared()

/** Of PostgreSQL; undefined where there are none. */
export const programs = findPrograms()

const server = process.env.TEST_DATABASE_URL || 'postgres://postgres@127.0.0.1:5432/postgres'

/** A database of one run: what the servers are told, a way to look into it from outside, and its end. */
export const databases = { sqlite: async () => sqlite(), postgres }

export function sqlite(at = tmpdir()) {
  const folder = mkdtempSync(join(at, 'mini-message-crash-'))
  const file = join(folder, 'server.db')
  let reader
  return {
    environments: [{ DATABASE_FILE: file }],
    read: async (statement) => {
      reader ??= new Database(file, { timeout: 5_000 })
      return reader.prepare(statement).all()
    },
    drop: async () => {
      reader?.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function postgres(name) {
  const schema = `crash_${process.pid}_${name}`
  try {
    await ask(server, `create schema ${schema}`)
  } catch (error) {
    throw new Error(`no PostgreSQL at ${new URL(server).host} (${error.message}): set TEST_DATABASE_URL`, {
      cause: error,
    })
  }
  const url = withSchema(server, schema)
  return {
    environments: [{ DATABASE_URL: url }, { DATABASE_URL: url }],
    read: (statement) => ask(url, statement),
    drop: () => ask(server, `drop schema ${schema} cascade`),
  }
}

function withSchema(address, schema) {
  const url = new URL(address)
  url.searchParams.set('options', `-c search_path=${schema}`)
  return url.href
}

async function ask(url, statement) {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query(statement)).rows
  } finally {
    await client.end()
  }
}

const urlOf = ({ address }) => `postgres://postgres@${address}/postgres`

/** A PostgreSQL of the harness's own, that faults may strike; and its standby, where they need one. */
export class OwnPostgres {
  #wanted
  primary
  standby
  /** Before each server process one. */
  proxies = []

  static async start(wanted) {
    const own = new OwnPostgres()
    own.#wanted = wanted
    own.primary = await Cluster.primary(programs, wanted.disk?.folder)
    await own.primary.start()
    if (wanted.isBehindProxies) {
      const [host, port] = own.primary.address.split(':')
      for (let count = 0; count < 2; count += 1) own.proxies.push(await TcpProxy.start({ host, port }))
    }
    return own
  }

  get disk() {
    return this.#wanted.disk
  }

  /** A database of one run; the standby of the run before may be the primary now. */
  async open(seed) {
    if (this.#wanted.standby && !this.standby) await this.#addStandby()
    const schema = `crash_${seed}`
    await ask(urlOf(this.primary), `drop schema if exists ${schema} cascade; create schema ${schema}`)
    const hosts = [this.standby, this.primary].filter(Boolean).map(({ address }) => address)
    const addresses =
      this.proxies.length > 0
        ? this.proxies.map(({ address }) => address)
        : [hosts.join(','), hosts.join(',')]
    const options = encodeURIComponent(`-c search_path=${schema}`)
    return {
      environments: addresses.map((address) => ({
        DATABASE_URL: `postgres://postgres@${address}/postgres?options=${options}`,
      })),
      read: (statement) => ask(withSchema(urlOf(this.primary), schema), statement),
      drop: () => ask(urlOf(this.primary), `drop schema ${schema} cascade`),
    }
  }

  async #addStandby() {
    const { primary } = this
    this.standby = await Cluster.standbyOf(primary, programs, 'second')
    await this.standby.start()
    if (this.#wanted.standby !== 'synchronous') return
    await ask(urlOf(primary), "alter system set synchronous_standby_names = 'second'")
    await ask(urlOf(primary), 'select pg_reload_conf()')
    const isSynchronous = "select 1 from pg_stat_replication where sync_state = 'sync'"
    while ((await ask(urlOf(primary), isSynchronous)).length === 0) await pause(20)
  }

  /** The standby is the primary from now on, and has none. */
  async promote() {
    const dead = this.primary
    await this.standby.promote()
    this.primary = this.standby
    this.standby = undefined
    await dead.remove()
  }

  /** The address leads there, and connections that lead elsewhere end. */
  leadTo({ address }) {
    const [host, port] = address.split(':')
    for (const proxy of this.proxies) {
      proxy.redirect({ host, port })
      proxy.cut()
    }
  }

  async close() {
    for (const proxy of this.proxies) await proxy.refuse()
    await this.standby?.remove()
    await this.primary.remove()
    this.disk?.unmount()
  }
}

/** Memory that is mounted as a disk, small enough to be filled. */
export class SmallDisk {
  folder = mkdtempSync(join(tmpdir(), 'mini-message-disk-'))

  static isAllowed() {
    return process.platform === 'linux' && process.getuid() === 0
  }

  static mount() {
    const disk = new SmallDisk()
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=160m,mode=777', 'tmpfs', disk.folder])
    chmodSync(disk.folder, 0o777)
    return disk
  }

  /** Until its `end`, what others free is taken, too. */
  fill() {
    const ballast = join(this.folder, 'ballast')
    const file = openSync(ballast, 'w')
    const take = () => {
      for (const size of [1_048_576, 65_536, 4_096]) {
        try {
          for (;;) writeSync(file, Buffer.alloc(size))
        } catch (error) {
          if (error.code !== 'ENOSPC') throw error
        }
      }
    }
    take()
    const timer = setInterval(take, 10)
    return {
      end: () => {
        clearInterval(timer)
        closeSync(file)
        rmSync(ballast)
      },
    }
  }

  unmount() {
    // Lazily: libsql closes a file when what read it is collected.
    execFileSync('umount', ['--lazy', this.folder])
    rmSync(this.folder, { recursive: true })
  }
}
