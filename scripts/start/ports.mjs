import { createServer } from 'node:net'

/** Resolves to the port when it can be had on 127.0.0.1 (0: any free one). */
function tryPort(port) {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(port, '127.0.0.1', () => {
      const { port: found } = probe.address()
      probe.close(() => resolve(found))
    })
  })
}

/**
 * Three ports that are free: the one asked for and the next two, or three free ones for 0.
 * Throws one sentence naming the taken port and the option.
 */
export async function takePorts(port) {
  const wanted = port === 0 ? [0, 0, 0] : [port, port + 1, port + 2]
  const found = []
  for (const each of wanted) {
    try {
      found.push(await tryPort(each))
    } catch (error) {
      if (error.code !== 'EADDRINUSE' && error.code !== 'EACCES') throw error
      const remedy = 'choose another with: npm start -- --port <number> (it needs three in a row)'
      throw new Error(`port ${each} is taken; ${remedy}`, { cause: error })
    }
  }
  if (new Set(found).size < found.length) return takePorts(port)
  const [sandbox, server, shop] = found
  return { sandbox, server, shop }
}
