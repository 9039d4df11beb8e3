import {
  sql,
  Kysely,
  CamelCasePlugin,
  CompiledQuery,
  PostgresAdapter,
  PostgresDialect,
  PostgresDriver,
  PostgresIntrospector,
  type DatabaseConnection,
  type Driver,
  type PostgresPool,
  type TableMetadata,
} from 'kysely'
import { atomic, postgresDialect } from './database.js'
import { partitions } from './partitions.js'
import { checkSchema, migrate } from './migrate.js'
import { defaultOptions, openPool, type PostgresOptions } from './pool.js'
import { postgresSchema } from './schema-postgres.js'
import { finishedNews, inTransaction, storeParts, type Store } from './store.js'
import type { Tables } from './tables.js'

/** Migrations, what gives space back and what counts all rows may take long, and nobody waits for them. */
const longWorkMs = 3_600_000

/** The store on a PostgreSQL server, shared by any number of processes. Call `migrate` before anything else. */
export function openPostgresStore(url: string, options: PostgresOptions = {}): Store {
  const longWork = openPool(url, { ...options, poolSize: 2, queryTimeoutMs: longWorkMs })
  const pool = openPool(url, options)
  return { ...postgresStore(pool, { ...options, longWork }), connections: pool.counts }
}

interface Pools {
  /** For what may take an hour; in a test the same. */
  longWork?: PostgresPool
  queryTimeoutMs?: number
  keepsEvents?: boolean
}

/** The store on pools of connections, which it ends when it is closed. */
export function postgresStore(
  pool: PostgresPool,
  { longWork = pool, queryTimeoutMs = defaultOptions.queryTimeoutMs, keepsEvents = true }: Pools = {},
): Store {
  const dialect = { ...postgresDialect, keepsEvents }
  const db = open(pool, queryTimeoutMs)
  const patient = open(longWork, longWorkMs)
  const { onFinished, tell } = finishedNews()
  const parts = storeParts(db, dialect, { onFinished: tell })
  const slow = storeParts(patient, dialect).upkeep
  /** Their space is used anew; PostgreSQL's own log and backups keep what they have for as long as they are set to. */
  async function finishCompacting(): Promise<boolean> {
    const { rows } = await sql<{ before: string }>`
      select erased_before::text as before from erasures order by erased_before desc limit 1`.execute(patient)
    const before = rows[0]?.before
    if (before === undefined) return true
    // A vacuum leaves what an older transaction, or a standby that says so, may still see.
    const { rows: seen } = await sql<{ isSeen: boolean }>`select exists (
        select from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid()
          and age(backend_xmin) >= age(${before}::xid8::xid)
      ) or exists (
        select from pg_replication_slots where age(xmin) >= age(${before}::xid8::xid)
      ) or exists (
        select from pg_prepared_xacts
        where database = current_database() and age(transaction) >= age(${before}::xid8::xid)
      ) as is_seen`.execute(patient)
    if (seen[0]?.isSeen !== false) return false
    await sql`vacuum messages, message_history, message_keys, events, tokens, subscriptions, user_infos,
      idempotency_records, auth_codes, audit_log`.execute(patient)
    await sql`delete from erasures where erased_before <= ${before}::xid8`.execute(patient)
    return true
  }
  return {
    ...parts,
    upkeep: {
      ...parts.upkeep,
      // Remembered with it: whichever process cleans up next gives the space back.
      erase: (subjects) =>
        atomic(db, async (tx) => {
          const messages = await storeParts(tx, dialect).upkeep.erase(subjects)
          await sql`insert into erasures values (pg_current_xact_id())`.execute(tx)
          return messages
        }),
      outcomes: () => slow.outcomes(),
      tokensNotUnder: (keyId, limit) => slow.tokensNotUnder(keyId, limit),
    },
    transaction: (work) => inTransaction(db, dialect, work, tell),
    onFinished,
    history: partitions(db),
    migrate: async () => {
      await migrate(patient, {
        steps: postgresSchema,
        run: (text, tx) => sql.raw(text).execute(tx),
        disableTransactions: true,
      })
      await storeParts(patient, dialect).events.countOnIfBehind()
      await partitions(patient).prepare(await dialect.now(patient, Date))
    },
    checkSchema: () => checkSchema(db, postgresSchema),
    compact: async () => {
      const { rows } = await sql`select 1 from erasures limit 1`.execute(db)
      return rows.length === 0
    },
    finishCompacting,
    close: async () => {
      await Promise.all([pool.end(), longWork === pool || longWork.end()])
    },
  }
}

const open = (pool: PostgresPool, queryTimeoutMs: number) =>
  new Kysely<Tables>({
    dialect: new BoundedDialect(pool, queryTimeoutMs),
    plugins: [new CamelCasePlugin()],
  })

class BoundedDialect extends PostgresDialect {
  readonly #pool: PostgresPool
  readonly #queryTimeoutMs: number

  constructor(pool: PostgresPool, queryTimeoutMs: number) {
    super({ pool })
    this.#pool = pool
    this.#queryTimeoutMs = queryTimeoutMs
  }

  override createDriver(): Driver {
    return new BoundedDriver(this.#pool, this.#queryTimeoutMs)
  }

  override createAdapter(): PostgresAdapter {
    return new TransactionLockAdapter()
  }

  override createIntrospector(db: Kysely<unknown>): PostgresIntrospector {
    return new OwnSchemaIntrospector(db)
  }
}

/**
 * One migrator at a time. kysely's own lock belongs to the session, which PgBouncer gives to somebody else after each
 * transaction: so here the lock is the transaction that all is done in. A commit of what failed undoes it.
 */
class TransactionLockAdapter extends PostgresAdapter {
  override async acquireMigrationLock(db: Kysely<unknown>): Promise<void> {
    await sql`begin`.execute(db)
    await sql`select pg_advisory_xact_lock(hashtext('mini-message migrations'))`.execute(db)
  }

  override async releaseMigrationLock(db: Kysely<unknown>): Promise<void> {
    await sql`commit`.execute(db)
  }
}

/** For the migrator. kysely's own reads all schemas, and fails when somebody drops one of them meanwhile. */
class OwnSchemaIntrospector extends PostgresIntrospector {
  readonly #db: Kysely<unknown>

  constructor(db: Kysely<unknown>) {
    super(db)
    this.#db = db
  }

  override async getTables(): Promise<TableMetadata[]> {
    const { rows } = await sql<{ name: string }>`
      select tablename as name from pg_tables where schemaname = current_schema()`.execute(this.#db)
    return rows.map(({ name }) => ({ name, isView: false, columns: [] }))
  }
}

/**
 * The server ends what takes too long as well, so that a statement that nobody waits for holds no locks. Set for
 * each transaction: PgBouncer refuses these settings when a connection is made.
 */
class BoundedDriver extends PostgresDriver {
  readonly #begin: CompiledQuery

  constructor(pool: PostgresPool, queryTimeoutMs: number) {
    super({ pool })
    // A little earlier than on our side: then the connection can be used again.
    const statementMs = Math.ceil(0.8 * queryTimeoutMs)
    this.#begin = CompiledQuery.raw(
      `begin; set local statement_timeout = ${statementMs}; set local idle_in_transaction_session_timeout = ${queryTimeoutMs}`,
    )
  }

  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(this.#begin)
  }

  /** It fails where the connection is lost, and the transaction with it: what was the cause must not be hidden. */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    await super.rollbackTransaction(connection).catch(() => undefined)
  }
}
