import { createPublicKey } from 'node:crypto'
import { copyOf } from '../../src/state/state.js'
import { knownKeys } from '../support/test-sandbox.js'

class Box {
  constructor(readonly items: Map<string, { count: number }>) {}
  first(): number | undefined {
    return this.items.get('a')?.count
  }
}

test('a copy keeps its class and shares nothing with the original', () => {
  const box = new Box(new Map([['a', { count: 1 }]]))
  const copy = copyOf({ box, list: [new Set([1])] })
  box.items.get('a')!.count = 2
  expect(copy.box.first()).toBe(1)
  expect(copy.list).toEqual([new Set([1])])
})

test('what was one object in two places is one object in the copy', () => {
  const token = { status: 'LIVE' }
  const copy = copyOf({ byAccess: new Map([['a', token]]), byRefresh: new Map([['r', token]]) })
  expect(copy.byAccess.get('a')).toBe(copy.byRefresh.get('r'))
  expect(copy.byAccess.get('a')).not.toBe(token)
})

test('a key is shared: it never changes', () => {
  const key = createPublicKey(knownKeys.merchant.publicKey)
  expect(copyOf({ key }).key).toBe(key)
})
