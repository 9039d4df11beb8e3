/** deadlock_detected, serialization_failure: PostgreSQL undid the transaction and asks for it to be run again. */
const conflicts = ['40P01', '40001']
const tries = 5

/** Runs a transaction again that PostgreSQL gave up in favour of another one. */
export async function retryConflicts<T>(run: () => Promise<T>): Promise<T> {
  for (let count = 1; ; count += 1) {
    try {
      return await run()
    } catch (error) {
      const { code = '' } = error as { code?: string }
      if (count === tries || !conflicts.includes(code)) throw error
    }
  }
}
