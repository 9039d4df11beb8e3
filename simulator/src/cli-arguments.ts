import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { ServeOptions } from './serve/serve.js'

export const usage = `mini-program-simulator <folder> [--port 8790] [--my <module>]

<folder>   holds app.json
--port     0 takes a free one
--my       a module whose exports win over the simulator's my`

/** Throws with what is wrong and how to call it. */
export function parseArguments(given: string[]): ServeOptions | 'help' {
  const { values, positionals } = parseArgs({
    args: given,
    allowPositionals: true,
    options: {
      port: { type: 'string', default: '8790' },
      my: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  })
  if (values.help) return 'help'
  const [folder, ...others] = positionals
  if (folder === undefined || others.length > 0) throw new Error(`name one folder\n\n${usage}`)
  if (!existsSync(join(folder, 'app.json'))) throw new Error(`${folder} holds no app.json\n\n${usage}`)
  const port = Number(values.port)
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Error(`--port ${values.port} is not a port\n\n${usage}`)
  if (values.my !== undefined && !existsSync(values.my)) throw new Error(`--my: there is no ${values.my}`)
  return { folder, port, ...(values.my !== undefined && { members: values.my }) }
}
