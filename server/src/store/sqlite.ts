import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import {
  CompiledQuery,
  SqliteAdapter,
  SqliteDialect,
  SqliteDriver,
  type DatabaseConnection,
  type Driver,
  type SqliteDialectConfig,
  type SqliteDatabase,
  type SqliteStatement,
  CamelCasePlugin,
  Kysely,
} from 'kysely'
import Database from 'libsql'
import { sqliteDialect, StoreUnavailable, type Outage } from './database.js'
import { forgetOldest } from './history.js'
import { checkSchema, migrate } from './migrate.js'
import { sqliteSchema } from './schema-sqlite.js'
import { finishedNews, inTransaction, storeParts, type Store } from './store.js'
import type { Tables } from './tables.js'

interface ImmediateDialectConfig extends SqliteDialectConfig {
  isInTransaction: () => boolean
}

/**
 * kysely's own `begin` is deferred: two processes that read and then write get SQLITE_BUSY_SNAPSHOT, which no
 * busy time-out helps. `begin immediate` takes the write lock first.
 */
class ImmediateDriver extends SqliteDriver {
  readonly #isInTransaction: () => boolean

  constructor(config: ImmediateDialectConfig) {
    super(config)
    this.#isInTransaction = config.isInTransaction
  }

  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'))
  }

  /** SQLite has done it already where it found no room: doing it again would fail, and hide why. */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#isInTransaction()) await super.rollbackTransaction(connection)
  }
}

/** kysely would run migrations without a transaction: one that is cut off would leave half a step. */
class TransactionalAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true
  }
}

class ImmediateSqliteDialect extends SqliteDialect {
  readonly #config: ImmediateDialectConfig

  constructor(config: ImmediateDialectConfig) {
    super(config)
    this.#config = config
  }

  override createDriver(): Driver {
    return new ImmediateDriver(this.#config)
  }

  override createAdapter(): SqliteAdapter {
    return new TransactionalAdapter()
  }
}

/** More texts than the server has; those with lists of a changing length would otherwise fill the memory. */
const most = 256

/** No room, no access, held by others: says nothing against the statement. */
const away = /^SQLITE_(FULL|IOERR|READONLY|CANTOPEN|BUSY|LOCKED|PROTOCOL|NOMEM)/

/** Preparing a statement costs more than running it, so each text is prepared once. */
function keepStatements(database: SqliteFile, outage?: Outage): SqliteDatabase {
  const kept = new Map<string, SqliteStatement>()
  const watched = <T>(run: () => T): T => {
    try {
      const result = run()
      outage?.worked()
      return result
    } catch (error) {
      const { code = '', message = '' } = error as { code?: string; message?: string }
      if (!away.test(code)) throw error
      const unavailable = new StoreUnavailable(`SQLite did not do it: ${message}`, { cause: error })
      outage?.failed(unavailable)
      throw unavailable
    }
  }
  return {
    prepare(text) {
      const known = kept.get(text)
      if (known) return known
      if (kept.size >= most) kept.clear()
      const statement = watched(() => database.prepare(text) as unknown as SqliteStatement)
      const made: SqliteStatement = {
        reader: statement.reader,
        all: (values) => watched(() => statement.all(values)),
        run: (values) => watched(() => statement.run(values)),
        iterate: (values) => statement.iterate(values),
      }
      kept.set(text, made)
      return made
    },
    close() {
      kept.clear()
      database.close()
    },
  }
}

type SqliteFile = InstanceType<typeof Database>

/** How long a statement waits for another connection that writes. */
const busyTimeoutMs = 5_000

/** Opens the file, or `:memory:`. These settings belong to a connection, not to the file, so all of them stand here. */
export function openDatabase(file: string): SqliteFile {
  if (file !== ':memory:') mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  const database = new Database(file, { timeout: busyTimeoutMs })
  database.pragma('journal_mode = WAL')
  // A message is accepted only when it has reached the disk.
  database.pragma('synchronous = FULL')
  // Pages that change with every group of messages are copied out of the log once in 16 MiB instead of once in 4.
  database.pragma('wal_autocheckpoint = 4000')
  database.pragma('foreign_keys = ON')
  database.pragma('secure_delete = ON')
  return database
}

/** The store in one file, or in memory with `:memory:`. Call `migrate` before anything else. */
export function openSqliteStore(
  file: string,
  outage?: Outage,
  { keepsEvents = true }: { keepsEvents?: boolean } = {},
): Store {
  const dialect = { ...sqliteDialect, keepsEvents }
  const database = openDatabase(file)
  const db = new Kysely<Tables>({
    dialect: new ImmediateSqliteDialect({
      database: keepStatements(database, outage),
      isInTransaction: () => database.inTransaction,
    }),
    plugins: [new CamelCasePlugin()],
  })
  /**
   * What is deleted is overwritten (`secure_delete`), so that only the -wal file is left to be emptied. A reader of
   * another connection keeps old pages in it, and a writer keeps everybody else out.
   */
  function compactNow(): boolean {
    // Nobody is waited for: that would stop the whole process for seconds.
    database.pragma('busy_timeout = 0')
    try {
      const [checkpoint] = database.pragma('wal_checkpoint(TRUNCATE)') as [{ busy: number }]
      return checkpoint.busy === 0
    } catch (error) {
      if ((error as { code?: string }).code !== 'SQLITE_BUSY') throw error
      return false
    } finally {
      database.pragma(`busy_timeout = ${busyTimeoutMs}`)
    }
  }
  /** In turn with this store's own transactions: SQLite refuses a checkpoint within one. */
  const finishCompacting = () => db.connection().execute(() => Promise.resolve(compactNow()))
  const { onFinished, tell } = finishedNews()
  return {
    ...storeParts(db, dialect, { onFinished: tell }),
    transaction: (work) => inTransaction(db, dialect, work, tell),
    onFinished,
    // libsql prepares one statement at a time, and this connection is the only one that kysely has.
    migrate: () => migrate(db, { steps: sqliteSchema, run: (text) => Promise.resolve(database.exec(text)) }),
    checkSchema: () => checkSchema(db, sqliteSchema),
    compact: finishCompacting,
    finishCompacting,
    history: {
      prepare: () => Promise.resolve(),
      async forgetBefore(before, limit) {
        const messages = await forgetOldest(db, dialect, { table: 'message_history', before, limit })
        return { messages, isDone: messages < limit }
      },
    },
    close: () => {
      if (!database.open) return Promise.resolve()
      // libsql leaves everything in the -wal file otherwise, and a copy of the database alone would be empty.
      database.pragma('wal_checkpoint(TRUNCATE)')
      database.close()
      return Promise.resolve()
    },
  }
}
