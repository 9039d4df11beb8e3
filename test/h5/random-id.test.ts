import { webcrypto } from 'node:crypto'
import { randomId } from '../../h5/random-id'

it('is a version 4 UUID, another one each time', () => {
  Object.defineProperty(globalThis, 'crypto', { value: webcrypto, configurable: true })
  const ids = Array.from({ length: 200 }, randomId)
  for (const id of ids)
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(new Set(ids).size).toBe(200)
})
