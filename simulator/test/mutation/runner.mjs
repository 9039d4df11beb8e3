// Runs the simulator's tests for Stryker in the process it has: jest sets up a world for each mutant, which
// takes twenty times as long as the tests.
import { declareClassPlugin, PluginKind } from '@stryker-mutator/api/plugin'
import {
  determineHitLimitReached,
  DryRunStatus,
  MutantRunStatus,
  TestStatus,
  toMutantRunResult,
} from '@stryker-mutator/api/test-runner'
import { bundleTests } from './bundle-tests.mjs'
import { newWorld } from './world.mjs'

/** What the instrumented sources read and write. */
const stryker = (globalThis.__stryker__ = {})

/** Tests that bundle a whole program are asked only about what bundles: the others say all about the rest. */
function testsFor(file, ids) {
  const isBundling = /[\\/]src[\\/](build|serve)[\\/]/.test(file)
  const covering = ids && new Set(ids)
  return (id) => (isBundling || !/^(build|serve)\//.test(id)) && (!covering || covering.has(id))
}

class InProcessRunner {
  capabilities() {
    return { reloadEnvironment: true }
  }

  async init() {
    this.bundle = await bundleTests(process.cwd())
  }

  async dryRun() {
    stryker.activeMutant = undefined
    const tests = await this.run(
      () => true,
      () => undefined,
    )
    return { status: DryRunStatus.Complete, tests, mutantCoverage: stryker.mutantCoverage }
  }

  async mutantRun({ activeMutant, testFilter, hitLimit, mutantActivation, sandboxFileName }) {
    Object.assign(stryker, { hitLimit, hitCount: hitLimit === undefined ? undefined : 0 })
    const activate = () => {
      stryker.activeMutant = activeMutant.id
    }
    // What runs while the sources are loaded has to be broken by then.
    if (mutantActivation === 'static') activate()
    try {
      const tests = await this.run(testsFor(sandboxFileName, testFilter), activate)
      const endless = determineHitLimitReached(stryker.hitCount, stryker.hitLimit)
      return endless ?? toMutantRunResult({ status: DryRunStatus.Complete, tests }, false)
    } catch (error) {
      // The sources could not be loaded: all tests fail.
      return {
        status: MutantRunStatus.Killed,
        failureMessage: String(error),
        killedBy: testFilter?.slice(0, 1) ?? [],
        nrOfTests: 0,
      }
    } finally {
      Object.assign(stryker, { activeMutant: undefined, hitLimit: undefined, hitCount: undefined })
    }
  }

  /** In a world of their own, up to the first that fails. */
  async run(wanted, loaded) {
    const world = newWorld()
    try {
      const suite = world.load(this.bundle)
      loaded()
      const results = []
      for await (const { id, error, timeSpentMs } of suite.run(
        wanted,
        (id) => (stryker.currentTestId = id),
      )) {
        const result = { id, name: id, timeSpentMs, fileName: id.split(' ')[0] }
        if (error === undefined) results.push({ ...result, status: TestStatus.Success })
        else {
          results.push({
            ...result,
            status: TestStatus.Failed,
            failureMessage: String(error?.stack ?? error),
          })
          // One is enough, but the run without a mutant shows them all.
          if (stryker.activeMutant !== undefined) break
        }
      }
      return results
    } finally {
      world.end()
    }
  }
}

export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, 'in-process', InProcessRunner)]
