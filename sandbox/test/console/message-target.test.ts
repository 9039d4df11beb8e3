import { readMessageTarget } from '../../src/console/message-target.js'

test.each([
  ['pages%2Findex%2Findex&query=storeId%3D8888', { page: 'pages/index/index', query: 'storeId=8888' }],
  ['pages%2Findex%2Findex', { page: 'pages/index/index', query: '' }],
  ['pages/index/index&query=a=1', { page: 'pages/index/index', query: 'a=1' }],
  ['', { page: '', query: '' }],
])('"%s" is read', (value, target) => {
  expect(readMessageTarget(value)).toEqual(target)
})

test('a broken percent-encoding is not a target', () => {
  expect(readMessageTarget('pages%2')).toBeUndefined()
})
