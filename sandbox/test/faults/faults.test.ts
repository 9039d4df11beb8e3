import { Faults } from '../../src/faults/faults.js'

const send = '/v2/miniprogram/message/send'
const strikes = (faults: Faults, calls: number, endpoint = send): boolean[] =>
  Array.from({ length: calls }, () => faults.strike(endpoint).length > 0)

test('count ends a fault, skip lets calls pass before it', () => {
  const faults = new Faults()
  faults.add({ effect: 'cut', count: 2, skip: 1 })
  expect(strikes(faults, 5)).toEqual([false, true, true, false, false])
  expect(faults.list()).toMatchObject([{ matched: 5, struck: 2 }])
})

test('a fault of one endpoint leaves the others alone and does not count them', () => {
  const faults = new Faults()
  faults.add({ effect: 'cut', endpoint: send, count: 1 })
  expect(strikes(faults, 1, '/v2/authorizations/applyToken')).toEqual([false])
  expect(strikes(faults, 2)).toEqual([true, false])
})

test('the same seed strikes the same calls, another seed others, at about the rate', () => {
  const run = (seed: number): boolean[] => {
    const faults = new Faults()
    faults.add({ effect: 'cut', rate: 0.3, seed })
    return strikes(faults, 1000)
  }
  expect(run(7)).toEqual(run(7))
  expect(run(7)).not.toEqual(run(8))
  const struck = run(7).filter(Boolean).length
  expect(struck).toBeGreaterThan(250)
  expect(struck).toBeLessThan(350)
})

test('faults are taken back one by one, or all', () => {
  const faults = new Faults()
  const { faultId } = faults.add({ effect: 'cut' })
  faults.add({ effect: 'delay' })
  expect(faults.remove(faultId)).toBe(true)
  expect(faults.remove(faultId)).toBe(false)
  expect(faults.list()).toMatchObject([{ effect: 'delay' }])
  faults.clear()
  expect(faults.list()).toEqual([])
})
