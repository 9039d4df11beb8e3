import type { PostgresPool, PostgresPoolClient } from 'kysely'
import { Client, DatabaseError, Pool, TypeOverrides, types, type ClientConfig, type PoolClient } from 'pg'
import { StoreUnavailable, type Outage } from './database.js'

export interface PostgresOptions {
  /** The most connections at once. @default 10 */
  poolSize?: number
  /** How long a connection may take to be made or to become free, milliseconds. @default 5000 */
  connectTimeoutMs?: number
  /** Bounds one statement, milliseconds; a transaction may take twice as long. @default 5000 */
  queryTimeoutMs?: number
  /** Is told what failed because the database was away, and what worked. */
  outage?: Outage
  /** Whether what happens is written down for the feed. @default true */
  keepsEvents?: boolean
}

/** Connections for statements that are bounded in time. */
export interface PoolCounts {
  inUse: number
  idle: number
  /** Who waits for one of them. */
  waiting: number
}

export const defaultOptions = { poolSize: 10, connectTimeoutMs: 5_000, queryTimeoutMs: 5_000 }

/**
 * One address for each host of `postgres://user:password@a:5432,b:5432/database`, which neither `URL` nor pg reads.
 * @throws Error that says what is wrong, without the address, since that holds a password
 */
export function addressesOf(url: string): [string, ...string[]] {
  const parts = /^(postgres(?:ql)?:\/\/(?:[^@/?#]*@)?)([^/?#]*)(.*)$/s.exec(url)
  const [, before = '', hosts = '', after = ''] = parts ?? []
  const [first, ...others] = hosts.split(',').map((host) => `${before}${host}${after}`)
  const all: [string, ...string[]] = [first ?? '', ...others]
  if (
    !parts ||
    !all.every((address) => URL.canParse(address)) ||
    (others.length > 0 && /^,|,,|,$/.test(hosts))
  )
    throw new Error(
      'must be an address like postgres://user:password@host:5432/database; of several servers: host1:5432,host2:5432',
    )
  const wanted = new URL(all[0]).searchParams.get('target_session_attrs') ?? 'read-write'
  if (wanted !== 'read-write')
    throw new Error('must have target_session_attrs=read-write or none: this server writes all the time')
  return all
}

interface SeesSilence {
  /** How many connections had fallen silent when this one answered last. */
  silencesBefore: number
}

/** Host and port, for people. */
const hostOf = (address: string): string => new URL(address).host

/**
 * Connections to a server that takes writes: the first of the address's hosts that does. None is held for ever, and
 * one that broke, did not answer in time or became read-only is not used again.
 */
export function openPool(
  url: string,
  options: PostgresOptions = {},
): PostgresPool & { counts: () => PoolCounts } {
  const { poolSize, connectTimeoutMs, queryTimeoutMs, outage } = { ...defaultOptions, ...options }
  const parsers = new TypeOverrides()
  // Times and counters are int8, which pg gives as text; ours stay below 2^53.
  parsers.setTypeParser(types.builtins.INT8, Number)
  const addresses = addressesOf(url)
  let at = 0
  /** How many connections have fallen silent. */
  let silences = 0
  class HostClient extends Client implements SeesSilence {
    silencesBefore = silences
    constructor(config: ClientConfig) {
      super({ ...config, connectionString: addresses[at] ?? addresses[0] })
    }
  }
  const pool = new Pool({
    Client: HostClient as unknown as new () => Client,
    verify: refuseReadOnly,
    types: parsers,
    max: poolSize,
    connectionTimeoutMillis: connectTimeoutMs,
    // On our side, since a server that can't be reached ends nothing; keep-alive says nothing while an answer is due.
    query_timeout: queryTimeoutMs,
    keepAlive: true,
    application_name: 'mini-message-server',
  })
  // A connection that breaks while idle is replaced; without a listener it would end the process.
  pool.on('error', () => undefined)
  // The pool listens while a connection is idle only: one that breaks while it is in use would end the process too.
  pool.on('connect', (client) => client.on('error', () => undefined))

  /** From the host that was good last; each is tried once. */
  async function connect(): Promise<PoolClient & SeesSilence> {
    const failures: string[] = []
    let isLasting = true
    while (failures.length < addresses.length) {
      const tried = at
      try {
        const client = (await pool.connect()) as PoolClient & SeesSilence
        if (client.silencesBefore === silences) return client
        // Idle while another one fell silent: it may be as dead, and would take as long to show it.
        destroy(client)
        client.release(true)
      } catch (error) {
        isLasting &&= refusesUs(error)
        failures.push(`${hostOf(addresses[tried] ?? '')}: ${messageOf(error)}`)
        // All connections are in use: no other host has more.
        if (messageOf(error) === 'timeout exceeded when trying to connect') break
        // Unless another one has gone on meanwhile.
        if (at === tried) at = (at + 1) % addresses.length
      }
    }
    const error = new StoreUnavailable(`no connection to PostgreSQL: ${failures.join('; ')}`, { isLasting })
    outage?.failed(error)
    throw error
  }

  return {
    connect: async () => {
      const client = await connect()
      const mostMs = transactionBound(queryTimeoutMs)
      const onAnswer = () => {
        client.silencesBefore = silences
      }
      const onSilence = () => {
        silences += 1
      }
      return checkedOut(client, { mostMs, outage, onAnswer, onSilence })
    },
    end: () => pool.end(),
    counts: () => ({
      inUse: pool.totalCount - pool.idleCount,
      idle: pool.idleCount,
      waiting: pool.waitingCount,
    }),
  }
}

/** A transaction of statements that are each in time must end, too: the sender and accepting wait for theirs. */
const transactionBound = (queryTimeoutMs: number): number => 2 * queryTimeoutMs

/** A standby takes connections as well, and a primary may be set to read only. */
function refuseReadOnly(client: PoolClient, done: (error?: Error) => void): void {
  client.query<{ transaction_read_only: string }>('show transaction_read_only').then(
    ({ rows }) => {
      done(rows[0]?.transaction_read_only === 'off' ? undefined : new Error('takes no writes (read-only)'))
    },
    (error: unknown) => {
      done(error as Error)
    },
  )
}

interface Watch {
  /** The longest that the connection may be held. */
  mostMs: number
  outage: Outage | undefined
  onAnswer: () => void
  onSilence: () => void
}

/** What kysely gets for one statement or one transaction: as long as it holds the connection, that is watched. */
function checkedOut(client: PoolClient, watch: Watch): PostgresPoolClient {
  const { mostMs, outage, onAnswer, onSilence } = watch
  let broken: Error | undefined
  let loss: Error | undefined
  // The first one is the cause; pg tells the end of the socket as another.
  const onError = (error: Error) => (loss ??= error)
  client.on('error', onError)
  const breakOff = (cause: Error) => {
    broken ??= cause
    destroy(client)
  }
  const deadline = setTimeout(() => {
    breakOff(new Error(`a transaction took longer than ${mostMs} ms`))
  }, mostMs)
  const query = async (text: string, values: unknown[]): Promise<unknown> => {
    if (broken) throw unavailable(broken)
    try {
      const result = await client.query(text, values)
      outage?.worked()
      onAnswer()
      return result
    } catch (error) {
      // pg gives up waiting, but would use the connection again: its next answer would be that of this statement.
      if (isTimeout(error)) onSilence()
      if (isTimeout(error) || isReadOnly(error)) breakOff(error)
      broken ??= loss
      if (!broken && !isAway(error)) throw error
      const away = unavailable(broken ?? error)
      outage?.failed(away)
      throw away
    }
  }
  const release = () => {
    clearTimeout(deadline)
    client.off('error', onError)
    client.release(broken)
  }
  return { query: query as PostgresPoolClient['query'], release }
}

/** `client.end` would wait for an answer where none is due. */
function destroy(client: PoolClient): void {
  const { connection } = client as PoolClient & { connection: { stream: { destroy(): void } } }
  connection.stream.destroy()
}

const unavailable = (cause: unknown) =>
  new StoreUnavailable(`PostgreSQL did not do it: ${messageOf(cause)}`, { cause })

const isTimeout = (error: unknown): error is Error => messageOf(error) === 'Query read timeout'

/** It has become a standby: the next connection may lead to the one that was promoted. */
const isReadOnly = (error: unknown): error is Error =>
  error instanceof DatabaseError && error.code === '25006'

/** User or password are wrong, or there is no such database. */
const refusesUs = (error: unknown): boolean =>
  error instanceof DatabaseError && /^(28|3D)/.test(error.code ?? '')

/** Connection, resources, operator and system: classes of SQLSTATE that say nothing against the statement. */
const isAway = (error: unknown): boolean =>
  error instanceof DatabaseError && /^(08|53|57|58)/.test(error.code ?? '')

const messageOf = (error: unknown): string => (error as { message?: string }).message ?? String(error)
