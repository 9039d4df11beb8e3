import { findOptionError, withDefaults } from '../../src/options'
import { options } from './support'

it.each([
  ['backendUrl', {}],
  ['backendUrl', { backendUrl: '' }],
  ['backendUrl', { backendUrl: 'shop.example' }],
  ['backendUrl', { backendUrl: 'javascript:alert(1)' }],
  ['templateIds', { templateIds: undefined }],
  ['templateIds', { templateIds: [] }],
  ['templateIds', { templateIds: 'T1' }],
  ['backendUrl', { backendUrl: 'shop https://shop.example' }],
  ['templateIds', { templateIds: [''] }],
  ['templateIds', { templateIds: ['T1', ''] }],
  ['templateIds', { templateIds: [5] }],
  ['templateIds', { templateIds: ['T1', 'T1'] }],
  ['timeoutMs', { timeoutMs: 0 }],
  ['personTimeoutMs', { personTimeoutMs: 'long' }],
])('names the prop %s for %j', (prop, change) => {
  const given = Object.keys(change).length === 0 ? { templateIds: ['T1'] } : { ...options, ...change }
  // The prop, and then what it has to be.
  expect(findOptionError(given)).toMatch(new RegExp(`^The prop ${prop} is missing or wrong\\. It is .+\\.$`))
})

it.each(['https://shop.example/api', 'http://127.0.0.1:8788', '/api'])(
  'takes the address %s',
  (backendUrl) => {
    expect(findOptionError({ ...options, backendUrl })).toBeUndefined()
  },
)

it('a prop that a front end passes as undefined or null gets its default', () => {
  const given = { ...options, scopes: undefined, language: null, timeoutMs: undefined } as never
  expect(withDefaults(given, 'en-GB')).toMatchObject({
    scopes: ['auth_user'],
    language: 'en-GB',
    timeoutMs: 10_000,
    personTimeoutMs: 600_000,
  })
})

it.each([
  ['in_ID', 'id-ID'],
  ['zh_Hans_CN', 'zh-Hans-CN'],
  ['tl', 'fil'],
  [5, '5'],
])('the language %s is asked for as %s', (said, language) => {
  expect(withDefaults({ ...options, language: said as string }, undefined).language).toBe(language)
})
