import { parseArgs } from 'node:util'

/** What `--break` can break, each named after the step that must be reported. */
export const breakable = ['signature', 'code', 'template', 'consent', 'backend', 'token']

/** Reads the command line of `npm start`. Throws a sentence for the person who typed it. */
export function readArguments(argv) {
  const { values } = parseArgs({
    args: argv,
    options: {
      port: { type: 'string', default: '8787' },
      once: { type: 'boolean', default: false },
      break: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  })
  const port = Number(values.port)
  if (!Number.isInteger(port) || port < 0 || port > 65_533) {
    throw new Error(`--port takes a whole number from 0 to 65533, not "${values.port}"; 0 takes free ports`)
  }
  if (values.break !== undefined && !breakable.includes(values.break)) {
    throw new Error(`--break takes one of ${breakable.join(', ')}, not "${values.break}"`)
  }
  if (values.break !== undefined && !values.once) throw new Error('--break goes with --once')
  return { port, once: values.once, break: values.break, help: values.help }
}

export const usage = `npm start                      sandbox, server and shop; prints one address
npm start -- --port 9000       on port 9000 (server 9001, shop 9002); 0 takes free ports
npm start -- --once            the whole loop without a browser, then stop
npm start -- --once --break X  the same with one thing broken: ${breakable.join(', ')}`
