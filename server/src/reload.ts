import { lstatSync, readlinkSync, statSync, watch, type FSWatcher, type Stats } from 'node:fs'
import { join, parse, resolve, sep } from 'node:path'
import { readText } from './config/environment.js'
import { readConfig, type Config } from './config/settings.js'
import { ConfigError } from './contract/errors.js'
import type { EventLog } from './runtime.js'

/** Whoever changes one file often changes another one, too, and a file is not written at once. */
const settleMs = 200

interface Reloadable {
  reload(config: Config): void
}

interface ReloaderOptions {
  readAgain: () => NodeJS.ProcessEnv
  log: EventLog
  /** Those that the configuration in force was read from. */
  files?: FilesRead
}

/**
 * Reads the configuration again, when it is asked to, and while it watches also when a file changes that it was read
 * from. One with a mistake is refused as a whole, and the one in force stays.
 */
export class Reloader {
  readonly #server: Reloadable
  readonly #readAgain: () => NodeJS.ProcessEnv
  readonly #log: EventLog
  #files: FilesRead
  #watchers: FSWatcher[] = []
  #isWatching = false
  #settling: NodeJS.Timeout | undefined
  /** What was wrong, as long as it is. */
  #refused: string | undefined

  constructor(server: Reloadable, { readAgain, log, files = new FilesRead() }: ReloaderOptions) {
    this.#server = server
    this.#readAgain = readAgain
    this.#log = log
    this.#files = files
  }

  /** Because somebody asked for it: a mistake is told each time. */
  reload(): void {
    this.#refused = undefined
    this.#read()
  }

  watch(): void {
    this.#isWatching = true
    this.#watchAll()
  }

  close(): void {
    this.#isWatching = false
    clearTimeout(this.#settling)
    for (const watcher of this.#watchers) watcher.close()
  }

  #read(): void {
    const files = new FilesRead()
    try {
      const config = readConfig(this.#readAgain(), files.read)
      this.#server.reload(config)
      this.#refused = undefined
      this.#log('info', 'reloaded', { count: config.APPS_FILE.length })
    } catch (error) {
      // Reading may have ended before it came to all of them.
      files.alsoThoseOf(this.#files)
      this.#refuse(error)
    }
    this.#files = files
    if (this.#isWatching) this.#watchAll()
  }

  /** Each mistake is told once, however often the files change until it is mended. */
  #refuse(error: unknown): void {
    const why = error instanceof Error ? error.message : String(error)
    if (why === this.#refused) return
    this.#refused = why
    this.#log('error', 'reload-refused', {
      ...(error instanceof ConfigError ? { detail: why } : { error }),
      remedy: `Nothing was changed: mend it${this.#isWatching ? '' : ' and send SIGHUP again'}.`,
    })
  }

  /** Anew after each reading: a link may lead elsewhere now, and another file may be named. */
  #watchAll(): void {
    for (const watcher of this.#watchers) watcher.close()
    const names = new Map<string, Set<string>>()
    for (const path of this.#files.paths) {
      for (const [folder, name] of entriesOf(path))
        names.set(folder, (names.get(folder) ?? new Set()).add(name))
    }
    this.#watchers = [...names].flatMap(([folder, ofFolder]) => this.#watchFolder(folder, ofFolder) ?? [])
    // Between reading and watching.
    if (this.#files.haveChanged) this.#soon()
  }

  /** The folder, since a file that is replaced by another one is not the file any more that was watched. */
  #watchFolder(folder: string, names: ReadonlySet<string>): FSWatcher | undefined {
    const failed = (error: unknown) => {
      const remedy = 'Changes of this folder are not noticed: send SIGHUP after a change.'
      this.#log('warn', 'watch-failed', { detail: folder, error, remedy })
    }
    try {
      const watcher = watch(folder, { persistent: false }, (_event, name) => {
        if (name === null || names.has(name)) this.#soon()
      })
      return watcher.on('error', failed)
    } catch (error) {
      failed(error)
      return undefined
    }
  }

  #soon(): void {
    clearTimeout(this.#settling)
    this.#settling = setTimeout(() => {
      if (this.#files.haveChanged) this.#read()
    }, settleMs)
    this.#settling.unref()
  }
}

/** The files that a configuration was read from, and what they were then: also those that were not there. */
export class FilesRead {
  readonly #stamps = new Map<string, string>()

  constructor() {
    this.#note('.env')
  }

  /** For `readConfig`. */
  readonly read = (path: string): string => {
    this.#note(path)
    return readText(path)
  }

  get paths(): string[] {
    return [...this.#stamps.keys()]
  }

  get haveChanged(): boolean {
    return [...this.#stamps].some(([path, stamp]) => stampOf(path) !== stamp)
  }

  alsoThoseOf(others: FilesRead): void {
    for (const path of others.paths) if (!this.#stamps.has(path)) this.#note(path)
  }

  /** Before it is read: a change meanwhile is then one. */
  #note(path: string): void {
    this.#stamps.set(resolve(path), stampOf(path))
  }
}

function stampOf(path: string): string {
  try {
    const { ino, size, mtimeMs } = statSync(path)
    return `${ino} ${size} ${mtimeMs}`
  } catch {
    return 'none'
  }
}

/** More links than this lead in a circle. */
const longestWay = 40

/**
 * The entries of folders that decide what a path leads to: the file, each symbolic link on the way to it (Kubernetes
 * changes a mounted ConfigMap or Secret by one, `..data`), or the first one that is missing.
 */
function entriesOf(path: string, links = 0): [folder: string, name: string][] {
  const { root } = parse(path)
  const names = path.slice(root.length).split(sep)
  let folder = root
  for (const [index, name] of names.entries()) {
    const entry = join(folder, name)
    const isLast = index === names.length - 1
    const found = lookAt(entry)
    if (found?.isSymbolicLink() && links < longestWay) {
      const target = resolve(folder, readlinkSync(entry), ...names.slice(index + 1))
      return [[folder, name], ...entriesOf(target, links + 1)]
    }
    if (isLast || !found) return [[folder, name]]
    folder = entry
  }
  return []
}

/** Undefined also where this process may not look. */
function lookAt(entry: string): Stats | undefined {
  try {
    return lstatSync(entry)
  } catch {
    return undefined
  }
}
