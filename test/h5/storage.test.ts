import { storage } from '../../h5/browser-host'

afterEach(() => localStorage.clear())

it('stores values in localStorage', () => {
  storage.set('k', 'v')
  expect([storage.get('k'), localStorage.getItem('k')]).toEqual(['v', 'v'])
  storage.set('k')
  expect([storage.get('k'), localStorage.getItem('k')]).toEqual([undefined, null])
})

it('sees what another tab did', () => {
  storage.set('k', 'mine')
  localStorage.setItem('k', 'theirs')
  expect(storage.get('k')).toBe('theirs')
  localStorage.removeItem('k')
  expect(storage.get('k')).toBeUndefined()
})

it('stores values in memory if localStorage is refused or full', () => {
  const refuse = (): never => {
    throw new Error('SecurityError')
  }
  for (const name of ['getItem', 'setItem', 'removeItem'] as const) {
    jest.spyOn(Storage.prototype, name).mockImplementation(refuse)
  }
  storage.set('k', 'v')
  expect(storage.get('k')).toBe('v')
  storage.set('k')
  expect(storage.get('k')).toBeUndefined()
})
