import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely'

type Result = PostgresQueryResult<unknown>
interface Answer {
  id: number
  result?: Result
  error?: { message: string; code?: string }
}

/**
 * PostgreSQL in this process, behind the pool that the store asks for. In a thread, since jest's own module
 * loader has no `import()`, which PGlite needs. It has one connection, taken in turn.
 */
export class PglitePool implements PostgresPool {
  readonly #worker = new Worker(join(__dirname, 'pglite-worker.mjs'))
  readonly #waiting = new Map<number, (answer: Answer) => void>()
  #asked = 0
  #turn: Promise<void> = Promise.resolve()

  constructor() {
    this.#worker.on('message', (answer: Answer) => this.#waiting.get(answer.id)?.(answer))
  }

  async connect(): Promise<PostgresPoolClient> {
    const before = this.#turn
    let release = () => {}
    this.#turn = new Promise((resolve) => (release = resolve))
    await before
    return { query: this.#query as PostgresPoolClient['query'], release }
  }

  readonly #query = async (text: string, parameters: readonly unknown[] = []): Promise<Result> => {
    const id = (this.#asked += 1)
    const { result, error } = await new Promise<Answer>((resolve) => {
      this.#waiting.set(id, resolve)
      this.#worker.postMessage({ id, text, parameters })
    })
    this.#waiting.delete(id)
    if (result) return result
    throw Object.assign(new Error(error?.message), { code: error?.code })
  }

  /** Empties the database, for the next test. */
  async empty(): Promise<void> {
    await this.#query('drop schema public cascade; create schema public')
  }

  /** The store ends its pool; the database goes on until `close`. */
  end(): Promise<void> {
    return Promise.resolve()
  }

  async close(): Promise<void> {
    await this.#worker.terminate()
  }
}
