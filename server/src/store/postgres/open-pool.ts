import { Pool, TypeOverrides, types } from 'pg'

/** Connections to `postgres://user:password@host:port/database`. */
export function openPool(url: string): Pool {
  const parsers = new TypeOverrides()
  // Times and counters are int8, which pg gives as text; ours stay below 2^53.
  parsers.setTypeParser(types.builtins.INT8, Number)
  const pool = new Pool({
    connectionString: url,
    types: parsers,
    max: 10,
    connectionTimeoutMillis: 5_000,
    application_name: 'mini-message-server',
  })
  // A connection that breaks while idle is replaced; without a listener it would end the process.
  pool.on('error', () => undefined)
  return pool
}
