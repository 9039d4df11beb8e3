// npm run test:crash -w server -- --runs 5 --seed 1 --store sqlite
import { parseArgs } from 'node:util'
import { startSandbox } from '../../../sandbox/dist/index.js'
import { environmentOf } from './environment.mjs'
import { packServer } from './packed-server.mjs'
import { crashRun } from './run.mjs'
import { Tally } from './tally.mjs'

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '5' },
    seed: { type: 'string', default: '1' },
    store: { type: 'string', default: 'sqlite' },
    /** Runs under way at once, each with a sandbox and a database of its own. */
    parallel: { type: 'string', default: '1' },
    /** Milliseconds. A busy machine needs more; leases, and so waits after a kill, grow with it. */
    'platform-timeout': { type: 'string', default: '800' },
    /** The platform delivers a requestId that comes again a second time. */
    'no-dedupe': { type: 'boolean', default: false },
    /** One of sabotage.mjs: a mistake that must be found. */
    sabotage: { type: 'string' },
    /** No run begins after so many seconds. */
    seconds: { type: 'string', default: 'Infinity' },
  },
})
const { store, sabotage } = values
const firstSeed = Number(values.seed)
const seeds = Array.from({ length: Number(values.runs) }, (_, count) => firstSeed + count)
const until = Date.now() + Number(values.seconds) * 1_000

const server = await packServer()
const tally = new Tally()
const lane = async () => {
  const sandbox = await startSandbox({ port: 0 })
  const users = await (await fetch(`${sandbox.url}/_sandbox/users`)).json()
  const userIds = users.users.map(({ userId }) => userId)
  const environment = environmentOf(sandbox, values['platform-timeout'])
  for (let seed = seeds.shift(); seed !== undefined && Date.now() < until; seed = seeds.shift()) {
    const run = { sandbox: { ...sandbox, userIds }, environment, server, store, seed, sabotage }
    tally.add(seed, await crashRun({ ...run, deduplicates: !values['no-dedupe'] }))
  }
  await sandbox.stop()
}
await Promise.all(Array.from({ length: Number(values.parallel) }, lane))
server.remove()

for (const line of tally.lines(store)) console.log(line)
process.exit(tally.isClean ? 0 : 1)
