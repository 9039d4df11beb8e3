import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'libsql'
import pg from 'pg'

const server = process.env.TEST_DATABASE_URL || 'postgres://postgres@127.0.0.1:5432/postgres'

/** A database of one run: what the servers are told, a way to look into it from outside, and its end. */
export const databases = { sqlite, postgres }

function sqlite() {
  const folder = mkdtempSync(join(tmpdir(), 'mini-message-crash-'))
  const file = join(folder, 'server.db')
  let reader
  return {
    processes: 1,
    environment: { DATABASE_FILE: file },
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
  const client = new pg.Client({ connectionString: server })
  try {
    await client.connect()
  } catch (error) {
    throw new Error(`no PostgreSQL at ${new URL(server).host} (${error.message}): set TEST_DATABASE_URL`, {
      cause: error,
    })
  }
  const schema = `crash_${process.pid}_${name}`
  await client.query(`create schema ${schema}; set search_path to ${schema}`)
  const url = new URL(server)
  url.searchParams.set('options', `-c search_path=${schema}`)
  return {
    processes: 2,
    environment: { DATABASE_URL: url.href },
    read: async (statement) => (await client.query(statement)).rows,
    drop: async () => {
      await client.query(`drop schema ${schema} cascade`)
      await client.end()
    },
  }
}
