// npm run test:crash -w server -- --runs 5 --seed 1 --store sqlite
// npm run test:crash -w server -- --runs 5 --seed 1 --faults failover,disk-full
import { parseArgs } from 'node:util'
import { startSandbox } from '../../../sandbox/dist/index.js'
import { databases } from './databases.mjs'
import { environmentOf } from './environment.mjs'
import { faults, openPlace, whyNot } from './faults.mjs'
import { packServer } from './packed-server.mjs'
import { crashRun } from './run.mjs'
import { Tally } from './tally.mjs'

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '5' },
    seed: { type: 'string', default: '1' },
    /** @default sqlite; with faults each store that has them */
    store: { type: 'string' },
    /** Kinds of faults.mjs, or all: in place of the kills. */
    faults: { type: 'string' },
    /** Runs under way at once, each with a sandbox and a database of its own; of faults one of each kind. */
    parallel: { type: 'string', default: '1' },
    /** Milliseconds. A busy machine needs more; leases, and so waits after a kill, grow with it. */
    'platform-timeout': { type: 'string', default: '800' },
    /**
     * How long after a fault a server may send nothing, milliseconds. On a machine that does much else besides, users
     * and the shop wait as well, and the time says nothing about the server.
     */
    'pause-limit': { type: 'string', default: '15000' },
    /** The platform delivers a requestId that comes again a second time. */
    'no-dedupe': { type: 'boolean', default: false },
    /** One of sabotage.mjs: a mistake that must be found. */
    sabotage: { type: 'string' },
    /** No run begins after so many seconds. */
    seconds: { type: 'string', default: 'Infinity' },
  },
})
const firstSeed = Number(values.seed)
const until = Date.now() + Number(values.seconds) * 1_000
const parallel = Number(values.parallel)
const pauseLimitMs = Number(values['pause-limit'])
const server = await packServer()

const seeds = Array.from({ length: Number(values.runs) }, (_, count) => firstSeed + count)

/** Told to stop, nothing of them is left behind. */
const places = new Set()
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, async () => {
    await Promise.allSettled([...places].map((place) => place.close()))
    process.exit(1)
  })
}

/** Runs with these seeds, one after another, each with a sandbox of their own. */
async function lane(left, store, kind, tally) {
  const sandbox = await startSandbox({ port: 0 })
  const place =
    kind === undefined ? { open: databases[store], close: () => {} } : await openPlace(kind, store)
  places.add(place)
  try {
    const users = await (await fetch(`${sandbox.url}/_sandbox/users`)).json()
    const userIds = users.users.map(({ userId }) => userId)
    const { folder } = server
    const environment = environmentOf(sandbox, { platformTimeoutMs: values['platform-timeout'], folder })
    const { sabotage, 'no-dedupe': doubles } = values
    const always = {
      sandbox: { ...sandbox, userIds },
      environment,
      server,
      place,
      fault: faults[kind],
      pauseLimitMs,
    }
    for (let seed = left.shift(); seed !== undefined && Date.now() < until; seed = left.shift()) {
      tally.add(seed, await crashRun({ ...always, seed, sabotage, deduplicates: !doubles }))
    }
  } finally {
    places.delete(place)
    await place.close()
    await sandbox.stop()
  }
}

function print(tally) {
  for (const line of tally.lines()) console.log(line)
  return tally.isClean
}

async function killing(store) {
  const [tally, left] = [new Tally(store, { pauseLimitMs }), [...seeds]]
  await Promise.all(Array.from({ length: parallel }, () => lane(left, store, undefined, tally)))
  return print(tally)
}

/** Each kind's runs one after another, since some are made of what the one before left; several kinds at once. */
async function striking(names) {
  const unknown = names.filter((name) => !faults[name])
  if (unknown.length > 0)
    throw new Error(`there is no fault ${unknown.join(', ')}: name some of ${Object.keys(faults).join(', ')}`)
  const left = names.flatMap((kind) =>
    faults[kind].stores
      .filter((store) => values.store === undefined || values.store === store)
      .map((store) => ({ kind, store })),
  )
  let isClean = left.length > 0
  const next = async () => {
    for (let one = left.shift(); one; one = left.shift()) {
      const { kind, store } = one
      const why = whyNot(kind, store)
      if (why !== undefined) {
        console.log(`skipped: fault ${kind} of store ${store}, since ${why}`)
        continue
      }
      const tally = new Tally(store, { fault: kind, pauseLimitMs })
      await lane([...seeds], store, kind, tally)
      isClean = print(tally) && isClean
    }
  }
  await Promise.all(Array.from({ length: parallel }, next))
  return isClean
}

const { faults: asked } = values
const isClean =
  asked === undefined
    ? await killing(values.store ?? 'sqlite')
    : await striking(asked === 'all' ? Object.keys(faults) : asked.split(','))
server.remove()
process.exit(isClean ? 0 : 1)
