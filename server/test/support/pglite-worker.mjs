import { parentPort } from 'node:worker_threads'
import { PGlite } from '@electric-sql/pglite'

const database = new PGlite()

/** Statements without parameters may be several, as pg takes them: then the last one's result counts. */
const run = async ({ text, parameters }) =>
  parameters.length > 0 ? database.query(text, parameters) : (await database.exec(text)).at(-1)

parentPort.on('message', (asked) => {
  run(asked).then(
    (result) => {
      const { rows = [], command, rowCount = 0 } = result ?? {}
      parentPort.postMessage({ id: asked.id, result: { rows, command, rowCount } })
    },
    ({ message, code }) => parentPort.postMessage({ id: asked.id, error: { message, code } }),
  )
})
