/**
 * Whether this run tries every case: `npm run test:long -- engines e2e` and `npm run browsers` do. `npm test`, which has
 * to be short, tries the first ones, which stand for the others.
 */
export const isEveryCase = process.env['EVERY_CASE'] === 'yes'

/** All of them, or those of a short run. */
export const casesOf = <T>(cases: readonly T[], shortRun = 1): readonly T[] =>
  isEveryCase ? cases : cases.slice(0, shortRun)
