import { shopAddress } from '../../../src/page/phone/own-program.js'

const h5 = { kind: 'h5', url: 'http://127.0.0.1:8789/' } as const
const dsl = { kind: 'dsl', url: 'http://127.0.0.1:8790/' } as const
const target = { page: 'pages/index/index', query: 'storeId=8888' }
const parametersOf = (address: string) => Object.fromEntries(new URL(address).searchParams)

test('the program gets the page’s language as a hint, unless its address names one', () => {
  expect(shopAddress({ ...h5, url: `${h5.url}?a=1` }, 'zh-CN')).toBe(`${h5.url}?a=1&lang=zh-CN`)
  expect(shopAddress({ ...h5, url: `${h5.url}?lang=ja` }, 'en')).toBe(`${h5.url}?lang=ja`)
})

test('a tapped message’s page and query reach an H5 program in its address', () => {
  expect(parametersOf(shopAddress(h5, 'en', target))).toEqual({ lang: 'en', ...target })
  expect(parametersOf(shopAddress(h5, 'en', { page: 'pages/a', query: '' }))).toEqual({
    lang: 'en',
    page: 'pages/a',
  })
})

test('a DSL program opens at the page with its query, without a second title bar', () => {
  expect(parametersOf(shopAddress(dsl, 'en', target))).toEqual({
    lang: 'en',
    title: 'off',
    page: 'pages/index/index?storeId=8888',
  })
})
