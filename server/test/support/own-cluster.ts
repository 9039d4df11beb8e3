import { execFile, spawnSync } from 'node:child_process'
import { appendFileSync, chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const execute = promisify(execFile)

/** Where Debian and Red Hat put PostgreSQL's own programs; undefined when there are none. */
export function findPrograms(): string | undefined {
  const debian = '/usr/lib/postgresql'
  const versions = spawnSync('ls', [debian], { encoding: 'utf8' }).stdout.split('\n').filter(Boolean)
  const newest = versions.sort((a, b) => Number(b) - Number(a))[0]
  const folders = [...(newest ? [join(debian, newest, 'bin')] : []), '/usr/pgsql/bin', '/usr/local/pgsql/bin']
  return folders.find((folder) => spawnSync(join(folder, 'initdb'), ['--version']).status === 0)
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

type StopMode = 'fast' | 'immediate'

/** A PostgreSQL server of a test's own, in a folder of its own, which the test may kill and promote. */
export class Cluster {
  readonly #programs: string
  readonly #folder: string
  readonly port: number

  private constructor(programs: string, folder: string, port: number) {
    this.#programs = programs
    this.#folder = folder
    this.port = port
  }

  /** @param at the folder that gets a folder for it */
  static async primary(programs: string, at = tmpdir()): Promise<Cluster> {
    const cluster = new Cluster(programs, newFolder(at), await freePort())
    await cluster.#run('initdb', ['-D', cluster.#data, '-U', 'postgres', '-A', 'trust', '--no-sync'])
    cluster.#configure()
    return cluster
  }

  /** A standby of it, under this name for `synchronous_standby_names`. */
  static async standbyOf({ port }: Cluster, programs: string, name: string): Promise<Cluster> {
    const cluster = new Cluster(programs, newFolder(tmpdir()), await freePort())
    const source = `host=127.0.0.1 port=${port} user=postgres application_name=${name}`
    const copy = ['-R', '-X', 'stream', '-c', 'fast', '--no-sync']
    await cluster.#run('pg_basebackup', ['-D', cluster.#data, '-d', source, ...copy])
    cluster.#configure()
    return cluster
  }

  get #data(): string {
    return join(this.#folder, 'data')
  }

  get address(): string {
    return `127.0.0.1:${this.port}`
  }

  /** Waits until it takes connections. */
  start(): Promise<void> {
    return this.#control('start')
  }

  /** Waits until it takes writes. */
  promote(): Promise<void> {
    return this.#control('promote')
  }

  /** `fast`: ends its connections and writes what it holds. `immediate`: without a shutdown, as after a crash. */
  stop(mode: StopMode): Promise<void> {
    return this.#control('stop', mode)
  }

  kill(): Promise<void> {
    return this.stop('immediate')
  }

  async isRunning(): Promise<boolean> {
    return this.#control('status').then(
      () => true,
      () => false,
    )
  }

  async remove(): Promise<void> {
    if (await this.isRunning()) await this.kill()
    rmSync(this.#folder, { recursive: true })
  }

  #control(what: 'start' | 'stop' | 'promote' | 'status', mode?: StopMode): Promise<void> {
    const more = mode === undefined ? [] : ['-m', mode]
    return this.#run('pg_ctl', ['-D', this.#data, '-w', '-l', join(this.#folder, 'log'), ...more, what])
  }

  #configure(): void {
    const lines = [`port = ${this.port}`, `unix_socket_directories = '${this.#folder}'`, `hot_standby = on`]
    appendFileSync(
      join(this.#data, 'postgresql.conf'),
      `\n${lines.join('\n')}\nwal_receiver_status_interval = 1s\n`,
    )
  }

  async #run(program: string, parameters: string[]): Promise<void> {
    await execute(...this.#asOwner(program, parameters))
  }

  /** PostgreSQL refuses to run as root. */
  #asOwner(program: string, parameters: string[]): [string, string[]] {
    const file = join(this.#programs, program)
    if (process.getuid?.() !== 0) return [file, parameters]
    const quoted = [file, ...parameters].map((word) => `'${word}'`).join(' ')
    return ['su', ['postgres', '-c', `cd / && ${quoted}`]]
  }
}

function newFolder(at: string): string {
  const folder = mkdtempSync(join(at, 'mini-message-postgres-'))
  // Its owner is another user where the test runs as root.
  chmodSync(folder, 0o777)
  return folder
}
