import { crash, limit } from '../support/crash.js'
import { findPrograms } from '../support/own-cluster.js'
import { findServer } from '../support/test-database.js'

const books =
  'accepted=\\d+ delivered=\\d+ lost=0 duplicated=0 double_exchange=0 consent_violations=0 died=0 events_lost=0 events_doubled=0'
/** In `npm test`, which has to be short; docs/reliability.md has the command and the figures of many. */
const runs = 1
const clean = new RegExp(`\nruns=${runs} ${books}\n$`)
const isThere = findServer() !== undefined

test(
  'SQLite: a run with kills loses nothing and doubles nothing',
  async () => {
    const { code, said } = await crash('--runs', String(runs), '--seed', '1', '--store', 'sqlite')
    expect(said).toMatch(clean)
    expect(code).toBe(0)
  },
  limit,
)

if (isThere) {
  test(
    'PostgreSQL: a run of two servers with kills loses nothing and doubles nothing',
    async () => {
      const { code, said } = await crash('--runs', String(runs), '--seed', '1', '--store', 'postgres')
      expect(said).toMatch(clean)
      expect(code).toBe(0)
    },
    limit,
  )
} else {
  test.skip('PostgreSQL: skipped, since two server processes need a server; set TEST_DATABASE_URL to run it', () => {})
}

const asRoot = process.getuid?.() === 0
const struck = (faults: string[], store: string) => faults.map((fault) => `fault ${fault} of store ${store},`)
const onSqlite = struck([...(asRoot ? ['disk-full'] : []), 'clocks', 'phones'], 'sqlite')
const onPostgres = struck(
  [
    ...['restart-fast', 'restart-immediate', 'failover', 'silence', 'standby'],
    ...(asRoot ? ['disk-full'] : []),
    ...['clocks', 'phones'],
  ],
  'postgres',
)
const isEveryStore = process.env['EVERY_CASE'] === 'yes'
const hasPrograms = findPrograms() !== undefined
/** Each kind once; `npm run test:long -- server` takes both stores of those that have two. */
const expected = [...(isEveryStore || !hasPrograms ? onSqlite : []), ...(hasPrograms ? onPostgres : [])]
const store = isEveryStore ? [] : ['--store', hasPrograms ? 'postgres' : 'sqlite']

test(
  `faults, a run of each that this machine allows (${expected.length}): nothing lost or doubled, no process ends, no sender stands still`,
  async () => {
    const several = ['--faults', 'all', '--runs', '1', '--seed', '1', '--parallel', '4', ...store]
    // Other tests run beside this one: only a sender that stands still for good fails here.
    const { code, said } = await crash(...several, '--pause-limit', '60000')
    expect(said.match(/^fault \S+ of store \w+,/gm)?.sort()).toEqual(expected.sort())
    expect(said).not.toContain('too easy')
    expect(said).not.toContain('failed with seeds')
    expect(said.match(new RegExp(`^runs=1 ${books}$`, 'gm'))).toHaveLength(expected.length)
    expect(code).toBe(0)
  },
  limit,
)
