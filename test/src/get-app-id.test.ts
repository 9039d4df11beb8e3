import { getAppId } from '../../src/jsapi'

it.each([
  ['an object (AlipayCN)', { appId: 'APP' }],
  ['a string (web adapter)', 'APP'],
])('reads %s', (_, answer) => {
  expect(getAppId({ getAppIdSync: () => answer })).toBe('APP')
})

it.each([
  ['missing', {}],
  ['empty', { getAppIdSync: () => '' }],
  ['without appId', { getAppIdSync: () => ({}) }],
  [
    'throwing',
    {
      getAppIdSync: () => {
        throw new Error('not synchronous here')
      },
    },
  ],
])('%s: UNAVAILABLE, naming the prop that replaces it', (_, bridge) => {
  expect(() => getAppId(bridge)).toThrow(
    expect.objectContaining({
      failure: expect.objectContaining({
        errorCode: 'UNAVAILABLE',
        errorMessage: expect.stringContaining('the prop appId'),
      }),
    }),
  )
})

it('calls it as a method of the bridge', () => {
  const bridge = {
    own: 'APP',
    getAppIdSync(): string {
      return this.own
    },
  }
  expect(getAppId(bridge)).toBe('APP')
})
