import { createRequire } from 'node:module'

const fromJest = createRequire(createRequire(import.meta.url).resolve('jest-circus'))
const { expect } = fromJest('expect')
const { ModuleMocker } = fromJest('jest-mock')
const { bind } = fromJest('jest-each')

/** describe, test, hooks, expect and jest, as far as these tests use them. */
export function newSuite() {
  const mocker = new ModuleMocker(globalThis)
  const tests = []
  let block = newBlock('', undefined)

  const describe = (name, body) => {
    block = newBlock(name, block)
    body()
    block = block.outer
  }
  const test = (name, body) => {
    tests.push({ id: `${nameOf(block)} ${name}`.trim(), body, blocks: chainOf(block) })
  }
  const hook = (kind) => (body) => block[kind].push(body)
  test.each = bind(test)
  describe.each = bind(describe, false)
  const globals = {
    ...{ describe, test, it: test, expect },
    beforeAll: hook('beforeAll'),
    afterAll: hook('afterAll'),
    beforeEach: hook('beforeEach'),
    afterEach: hook('afterEach'),
    jest: {
      fn: (implementation) => mocker.fn(implementation),
      spyOn: (...given) => mocker.spyOn(...given),
      setTimeout: () => undefined,
    },
  }

  /** Runs the tests whose id is wanted, each for `longestMs` at most; `started` is told of each one's id. */
  async function* run(wanted, started, longestMs) {
    const entered = new Set()
    for (const { id, body, blocks } of tests) {
      if (!wanted(id)) continue
      const startedAt = performance.now()
      started(id)
      const error = await errorOf(async () => {
        for (const { beforeAll } of blocks.filter((other) => !entered.has(other)))
          for (const enter of beforeAll) await enter()
        for (const other of blocks) entered.add(other)
        for (const { beforeEach } of blocks) for (const prepare of beforeEach) await prepare()
        await inTime(body(), longestMs(id))
      })
      const left = await errorOf(async () => {
        for (const { afterEach } of [...blocks].reverse()) for (const leave of afterEach) await leave()
      })
      mocker.restoreAllMocks()
      started(undefined)
      yield { id, error: error ?? left, timeSpentMs: performance.now() - startedAt }
    }
    for (const { afterAll } of entered) for (const leave of afterAll) await leave()
  }
  return { globals, run }
}

const newBlock = (name, outer) => ({
  name,
  outer,
  beforeAll: [],
  afterAll: [],
  beforeEach: [],
  afterEach: [],
})
const chainOf = (block) => (block ? [...chainOf(block.outer), block] : [])
const nameOf = (block) =>
  chainOf(block)
    .map(({ name }) => name)
    .filter(Boolean)
    .join(' ')

/** Undefined where it went well. */
async function errorOf(work) {
  try {
    await work()
    return undefined
  } catch (error) {
    return error ?? new Error('something was thrown that is nothing')
  }
}

async function inTime(work, longest) {
  let timer
  const late = new Promise((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`not done after ${longest} ms`)), longest)
  })
  try {
    await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
