import { readFlag, readOptions } from '../../src/options'
import { options } from './support'

const read = (change: object) => readOptions({ ...options, ...change }, 'en-GB')

it.each([
  ['backendUrl', { backendUrl: undefined }],
  ['backendUrl', { backendUrl: '' }],
  ['backendUrl', { backendUrl: 'shop.example' }],
  ['backendUrl', { backendUrl: 'javascript:alert(1)' }],
  ['backendUrl', { backendUrl: 'shop https://shop.example' }],
  ['templateIds', { templateIds: undefined }],
  ['templateIds', { templateIds: [] }],
  ['templateIds', { templateIds: "['T1']" }],
  ['templateIds', { templateIds: [''] }],
  ['templateIds', { templateIds: ['T1', ''] }],
  ['templateIds', { templateIds: [{}] }],
  ['templateIds', { templateIds: ['T1', 'T1'] }],
  ['appId', { appId: {} }],
  ['scopes', { scopes: { 0: 'auth_user' } }],
  ['manage', { manage: 'yes' }],
  ['quiet', { quiet: {} }],
  ['headers', { headers: 'x-shop: 7' }],
  ['headers', { headers: ['x-shop'] }],
  ['headers', { headers: { 'x-shop': { id: 7 } } }],
  ['texts', { texts: 'Yes' }],
  ['texts', { texts: { agree: () => 'Yes' } }],
  ['templates', { templates: { templateCode: 'T1', title: 'Ready' } }],
  ['templates', { templates: [{ templateCode: 'T1' }] }],
  ['timeoutMs', { timeoutMs: 0 }],
  ['timeoutMs', { timeoutMs: NaN }],
  ['timeoutMs', { timeoutMs: '5 s' }],
  ['personTimeoutMs', { personTimeoutMs: 'long' }],
])('names the prop %s for %j, and what it has to be', (prop, change) => {
  expect(read(change).wrong).toMatch(new RegExp(`^The prop ${prop} is missing or wrong\\. It is .+\\.$`))
})

it('a template code that has lost digits as a number is wrong, not another code', () => {
  expect(read({ templateIds: [Number('202109305800000001000001')] }).wrong).toMatch(/templateIds/)
})

it.each<[object, object]>([
  [{ templateIds: 'T1' }, { templateIds: ['T1'] }],
  [{ templateIds: 'T1, T2' }, { templateIds: ['T1', 'T2'] }],
  [{ templateIds: [2021001] }, { templateIds: ['2021001'] }],
  [{ scopes: 'auth_user' }, { scopes: ['auth_user'] }],
  [{ appId: 2021000000000000 }, { appId: '2021000000000000' }],
  [{ manage: 'true' }, { manage: true }],
  [{ askAgain: 'false' }, { askAgain: false }],
  [{ quiet: 1 }, { quiet: true }],
  [{ headers: { 'x-shop': 7, 'x-test': true } }, { headers: { 'x-shop': '7', 'x-test': 'true' } }],
  [{ headers: { 'x-shop': '7', 'x-none': undefined } }, { headers: { 'x-shop': '7' } }],
  [{ texts: { agree: null, reject: 'No' } }, { texts: { reject: 'No' } }],
  [{ texts: { superApps: { '*': 5 } } }, { texts: { superApps: { '*': '5' } } }],
  [
    { templates: [{ templateCode: 7, title: 'Ready' }] },
    { templates: [{ templateCode: '7', title: 'Ready' }] },
  ],
  [{ timeoutMs: '5000' }, { timeoutMs: 5000 }],
])('mends %j, and says so', (change, mended) => {
  const { request, wrong, notes } = read(change)
  expect(wrong).toBeUndefined()
  for (const [name, value] of Object.entries(mended)) {
    expect(request[name as 'texts']).toEqual(value)
    expect(notes).toEqual([expect.stringMatching(new RegExp(`^The prop ${name} was mended\\. It is .+\\.$`))])
  }
})

it('what is as it has to be is taken as it is, and nothing is said', () => {
  const given = {
    headers: { 'x-shop': '7' },
    texts: { agree: 'Yes', superApps: { '*': 'app' } },
    templates: [{ templateCode: 'T1', title: 'Ready', kind: 'LONG_TERM' }],
    manage: true,
    timeoutMs: 5000,
    scopes: ['auth_user'],
  }
  const { request, wrong, notes } = read(given)
  expect([wrong, notes]).toEqual([undefined, []])
  expect(request).toMatchObject(given)
})

it('a note never holds a value: it may be a token', () => {
  const { notes } = read({ headers: { authorization: 'secret', 'x-shop': 7 } })
  expect(notes.join()).not.toContain('secret')
})

it.each(['https://shop.example/api', 'http://127.0.0.1:8788', '/api'])(
  'takes the address %s',
  (backendUrl) => {
    expect(read({ backendUrl }).wrong).toBeUndefined()
  },
)

it('a prop that a front end passes as undefined, null or empty gets its default', () => {
  const given = { scopes: undefined, language: null, timeoutMs: undefined, manage: '' }
  expect(read(given)).toMatchObject({
    notes: [],
    request: {
      scopes: ['auth_user'],
      language: 'en-GB',
      timeoutMs: 10_000,
      personTimeoutMs: 600_000,
    },
  })
})

it.each<[unknown, boolean, number]>([
  [true, true, 0],
  [false, false, 0],
  [undefined, false, 0],
  ['', false, 0],
  ['false', false, 1],
  ['true', true, 1],
  ['open', false, 1],
  [{}, false, 1],
])('a boolean prop of %j counts as %s', (passed, counts, told) => {
  const tell = jest.fn()
  expect(readFlag('visible', passed, tell)).toBe(counts)
  expect(tell).toHaveBeenCalledTimes(told)
  if (told) expect(tell).toHaveBeenCalledWith(expect.stringContaining('visible'))
})
