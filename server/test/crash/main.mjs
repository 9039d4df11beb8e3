// npm run test:crash -w server -- --runs 5 --seed 1 --store sqlite
import { parseArgs } from 'node:util'
import { startSandbox } from '../../../sandbox/dist/index.js'
import { crashRun } from './run.mjs'

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '5' },
    seed: { type: 'string', default: '1' },
    store: { type: 'string', default: 'sqlite' },
    /** The platform delivers a requestId that comes again a second time. */
    'no-dedupe': { type: 'boolean', default: false },
    /** `new-request-id` or `sent-before`: a mistake that must be found. */
    sabotage: { type: 'string' },
    /** No run begins after so many seconds. */
    seconds: { type: 'string', default: 'Infinity' },
  },
})
const runs = Number(values.runs)
const firstSeed = Number(values.seed)
const until = Date.now() + Number(values.seconds) * 1_000

const sandbox = await startSandbox({ port: 0 })
const { users } = await (await fetch(`${sandbox.url}/_sandbox/users`)).json()
const totals = {
  runs: 0,
  accepted: 0,
  delivered: 0,
  lost: 0,
  duplicated: 0,
  double_exchange: 0,
  consent_violations: 0,
}
const kills = { kills: 0, betweenClaimAndFinish: 0, betweenExchangeAndRecord: 0 }
const badSeeds = []

for (let count = 0; count < runs && Date.now() < until; count += 1) {
  const seed = firstSeed + count
  const run = await crashRun({
    sandbox: { ...sandbox, users: users.map(({ userId }) => userId) },
    store: values.store,
    seed,
    sabotage: values.sabotage,
    deduplicates: !values['no-dedupe'],
  })
  const { lost, duplicated, doubleExchanges, consentViolations } = run.found
  totals.runs += 1
  totals.accepted += run.accepted
  totals.delivered += run.delivered
  totals.lost += lost.length
  totals.duplicated += duplicated.length
  totals.double_exchange += doubleExchanges.length
  totals.consent_violations += consentViolations.length
  for (const name of Object.keys(kills)) kills[name] += run.kills[name]
  const wrong = Object.entries(run.found).filter(([, ids]) => ids.length > 0)
  if (wrong.length > 0) badSeeds.push(seed)
  for (const [what, ids] of wrong) console.log(`seed ${seed} ${what}: ${ids.slice(0, 5).join(', ')}`)
}
await sandbox.stop()

const share = (count) => `${count} (${((100 * count) / Math.max(1, kills.kills)).toFixed(1)} %)`
console.log(
  `kills=${kills.kills} between_claim_and_finish=${share(kills.betweenClaimAndFinish)} between_exchange_and_record=${share(kills.betweenExchangeAndRecord)}`,
)
const tooEasy = [
  ...(kills.betweenClaimAndFinish < 0.3 * kills.kills
    ? ['fewer than 30 % of kills between claim and finish']
    : []),
  ...(kills.betweenExchangeAndRecord < 0.1 * kills.kills
    ? ['fewer than 10 % of kills between exchange and record']
    : []),
]
for (const why of tooEasy) console.log(`too easy: ${why}`)
if (badSeeds.length > 0) console.log(`failed with seeds ${badSeeds.join(', ')} of store ${values.store}`)
console.log(
  Object.entries(totals)
    .map(([name, count]) => `${name}=${count}`)
    .join(' '),
)
process.exit(badSeeds.length > 0 || tooEasy.length > 0 || totals.runs === 0 ? 1 : 0)
