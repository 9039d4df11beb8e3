import { Outage, StoreUnavailable } from '../../src/store/database.js'

test('an outage is logged when it begins, and once more when it is over, with what failed meanwhile', () => {
  const lines: unknown[][] = []
  let now = 0
  const outage = new Outage(
    (...line) => lines.push(line),
    () => now,
  )
  outage.worked()
  for (now = 1_000; now <= 5_000; now += 1_000) {
    outage.failed(new StoreUnavailable(`try at ${now}`))
    // A full disk can still be read.
    outage.worked()
  }
  expect(lines).toEqual([['error', 'database-unavailable', { detail: 'try at 1000' }]])
  now = 15_000
  outage.worked()
  outage.worked()
  expect(lines.slice(1)).toEqual([['warn', 'database-available', { count: 5, ms: 4_000 }]])
  outage.failed(new StoreUnavailable('another'))
  expect(lines).toHaveLength(3)
})
