import { randomId } from '../../src/random-id'

it('is a version 4 UUID, a different one each time', () => {
  const ids = Array.from({ length: 200 }, randomId)
  for (const id of ids)
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(new Set(ids).size).toBe(200)
})

it('is random in every digit that a version 4 UUID leaves free', () => {
  const ids = Array.from({ length: 400 }, randomId)
  const digitsAt = (place: number) => [...new Set(ids.map((id) => id[place]))].sort().join('')
  expect([digitsAt(0), digitsAt(14), digitsAt(19)]).toEqual(['0123456789abcdef', '4', '89ab'])
})
