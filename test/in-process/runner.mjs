// Runs jest's tests for Stryker in the process it has: jest sets up a world for each mutant, which takes twenty
// times as long as the tests. The option `inProcess` says which (`bundle-tests.mjs`), and:
// - document: whether they need a document
// - slow: a pattern of test files that take long, and of the sources that they alone are asked about
import { join } from 'node:path'
import { commonTokens, declareClassPlugin, PluginKind } from '@stryker-mutator/api/plugin'
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

class InProcessRunner {
  static inject = [commonTokens.options]

  constructor({ inProcess }) {
    this.options = inProcess
    const { tests, sources } = inProcess.slow ?? {}
    this.isSlow = (id) => tests !== undefined && new RegExp(tests).test(id)
    this.needsSlow = (file) => sources !== undefined && new RegExp(sources).test(file)
  }

  /** Slow tests are asked only about their own sources: the others say all about the rest. */
  testsFor(file, ids) {
    const needsSlow = this.needsSlow(file)
    const covering = ids && new Set(ids)
    return (id) => (needsSlow || !this.isSlow(id)) && (!covering || covering.has(id))
  }

  capabilities() {
    return { reloadEnvironment: true }
  }

  async init() {
    this.bundle = await bundleTests(this.options, this.isSlow)
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
      const tests = await this.run(this.testsFor(sandboxFileName, testFilter), activate)
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
    const world = newWorld(this.options.document)
    try {
      const suite = world.load(this.bundle)
      loaded()
      const results = []
      // A test that waits in vain ends; a slow one takes its time on a busy machine.
      const longestMs = (id) => (this.isSlow(id) ? 10_000 : 1500)
      const started = (id) => (stryker.currentTestId = id)
      for await (const { id, error, timeSpentMs } of suite.run(wanted, started, longestMs)) {
        const fileName = join(process.cwd(), this.options.tests, id.split(' ')[0])
        const result = { id, name: id, timeSpentMs, fileName }
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

export const strykerValidationSchema = { properties: { inProcess: { type: 'object' } } }
export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, 'in-process', InProcessRunner)]
