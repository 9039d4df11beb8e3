import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const least = 0.9

/** What passed on each of two runs of jest over component tests, and on both. `all` is what any of them has. */
export function countBoth(one, other) {
  const titles = ({ testResults }, isWanted) =>
    testResults
      .flatMap(({ name, assertionResults }) => assertionResults.map((test) => ({ name, ...test })))
      .filter(({ name, status }) => /components[/\\](subscribe-|pages)/.test(name) && isWanted(status))
      .map(({ name, fullName }) => `${name}: ${fullName}`)
  const [first, second] = [one, other].map((run) => new Set(titles(run, (status) => status === 'passed')))
  const both = [...first].filter((title) => second.has(title)).length
  // A skipped test is the same test on the engine that can run it, and counts there.
  const all = new Set([one, other].flatMap((run) => titles(run, (status) => status !== 'pending'))).size
  return { first: first.size, second: second.size, both, all }
}

/** Prints how many component tests each engine passed, and fails when fewer than 90 % of all passed on both. */
export function bothEngines(results, engines) {
  const read = (engine) => JSON.parse(readFileSync(join(results, `components-on-${engine}.json`), 'utf8'))
  return {
    name: 'two engines',
    do() {
      const { first, second, both, all } = countBoth(...engines.map(read))
      const share = Math.floor((100 * both) / all)
      console.log(
        `component tests: ${first} on ${engines[0]}, ${second} on ${engines[1]}, ${both} of ${all} on both (${share} %)`,
      )
      if (both < least * all) throw new Error(`at least ${100 * least} % have to run on both`)
    },
  }
}
