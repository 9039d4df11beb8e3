// Mistakes that are built in on purpose (sabotage.mjs) are found by the crash tests: npm run test:long -- crash-self-check
import { crash, limit } from '../support/crash.js'
import { findPrograms } from '../support/own-cluster.js'

test.each([
  ['a new requestId for each try is found as duplicates', 'new-request-id', /duplicated=[1-9]/],
  ['marking as sent before sending is found as loss', 'sent-before', /lost=[1-9]/],
  ['writing events after their transaction is found as loss', 'events-afterwards', /events_lost=[1-9]/],
  ['writing events twice is found as doubles', 'events-twice', /events_doubled=[1-9]/],
  ['sending without asking for consent is found as a violation', 'consent-unasked', /violations=[1-9]/],
])(
  'self-check: %s, with the seed and a failing exit code',
  async (_title, sabotage, found) => {
    // Where a withdrawal meets a message under way is chance: some runs have none.
    const { code, said } = await crash(
      '--runs',
      '4',
      '--seed',
      '7',
      '--parallel',
      '2',
      '--sabotage',
      sabotage,
    )
    expect(said).toMatch(found)
    expect(said).toMatch(/failed with seeds [7-9].* of store sqlite/)
    expect(code).toBe(1)
  },
  limit,
)

const mistakes: { title: string; fault: string; store: string; sabotage: string; found: RegExp }[] = [
  {
    ...{ title: 'a withdrawal that is not in force is found', fault: 'phones', store: 'sqlite' },
    ...{ sabotage: 'rejects-unheeded', found: /violations=[1-9]/ },
  },
  {
    ...{ title: 'a process that ends is found', fault: 'restart-fast', store: 'postgres' },
    ...{ sabotage: 'ends-with-the-database', found: /died=[1-9]/ },
  },
  {
    ...{ title: 'a sender that stands still is found', fault: 'restart-fast', store: 'postgres' },
    ...{ sabotage: 'stuck-after-an-outage', found: /a server sent nothing for \d+ ms after the fault/ },
  },
]

test.each(mistakes.filter(({ store }) => store === 'sqlite' || findPrograms() !== undefined))(
  'self-check of faults: $title',
  async ({ fault, store, sabotage, found }) => {
    const which = ['--faults', fault, '--store', store, '--sabotage', sabotage]
    const { code, said } = await crash(...which, '--runs', '1', '--seed', '7')
    expect(said).toMatch(found)
    expect(said).toContain(`failed with seeds 7 of fault ${fault} of store ${store}`)
    expect(code).toBe(1)
  },
  limit,
)
