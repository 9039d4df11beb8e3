import { hashOf, placeOf, tabAfter } from '../../../src/page/console/tabs.js'

test.each([
  ['', { tab: 'overview' }],
  ['#nonsense', { tab: 'overview' }],
  ['#requests', { tab: 'requests' }],
  ['#messages/000demo1', { tab: 'messages', id: '000demo1' }],
  ['#messages/%E0%A4%A', { tab: 'messages' }],
] as const)('the address %p leads to its place', (hash, place) => {
  expect(placeOf(hash)).toEqual(place)
})

test('a place’s address leads back to it, whatever its id', () => {
  const place = { tab: 'requests', id: 'a/b#c %' } as const
  expect(placeOf(hashOf(place))).toEqual(place)
})

test.each([
  ['overview', 'ArrowRight', 'templates'],
  ['overview', 'ArrowLeft', 'connect'],
  ['connect', 'ArrowRight', 'overview'],
  ['messages', 'Home', 'overview'],
  ['messages', 'End', 'connect'],
  ['messages', 'a', undefined],
] as const)('from %s the key %s leads to %s', (tab, key, next) => {
  expect(tabAfter(tab, key)).toBe(next)
})
