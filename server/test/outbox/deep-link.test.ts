import { deepLink } from '../../src/platform/endpoints.js'

test.each<[string, Record<string, string> | undefined, string]>([
  ['pages/index/index', { storeId: '8888' }, 'pages%2Findex%2Findex&query=storeId%3D8888'],
  ['/pages/index/index', undefined, 'pages%2Findex%2Findex'],
  ['pages/o', { a: '1', b: 'x&y=z' }, 'pages%2Fo&query=a%3D1%26b%3Dx%2526y%253Dz'],
])('%s with %j is encoded as the platform’s sample is', (page, query, link) => {
  expect(deepLink(page, query)).toBe(link)
})
