import { randomUUID } from 'node:crypto'
import { createRequire } from 'node:module'
import { join } from 'node:path'

const server = process.env.TEST_DATABASE_URL || 'postgres://postgres@127.0.0.1:5432/postgres'
const { Client } = createRequire(join(import.meta.dirname, '../../../server/package.json'))('pg')

export async function runSql(url, statement) {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(statement)).rows
  } finally {
    await client.end()
  }
}

/** An empty schema on a real server, and its end. */
export async function postgresSchema() {
  const schema = `bench_${randomUUID().replaceAll('-', '')}`
  await runSql(server, `create schema ${schema}`)
  const url = new URL(server)
  url.searchParams.set('options', `-c search_path=${schema}`)
  return { url: url.href, drop: () => runSql(server, `drop schema ${schema} cascade`) }
}

/** Is there a PostgreSQL to measure on? */
export async function hasPostgres() {
  try {
    await runSql(server, 'select 1')
    return true
  } catch {
    return false
  }
}
