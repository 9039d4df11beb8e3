import { en } from '../../src/texts/en'
import { directionOf, pickTexts } from '../../src/language'
import { zhCN } from '../../src/texts/zh-cn'
import { zhHK } from '../../src/texts/zh-hk'

const placeholders = (text: unknown): string[] => (String(text).match(/\{\w+\}/g) ?? []).sort()

describe.each([
  ['zh-CN', zhCN],
  ['zh-HK', zhHK],
])('%s', (_, texts) => {
  it('has every text, with the placeholders of the English one', () => {
    expect(Object.keys(texts).sort()).toEqual(Object.keys(en).sort())
    for (const [key, text] of Object.entries(en)) {
      expect([key, placeholders(texts[key as keyof typeof texts])]).toEqual([key, placeholders(text)])
    }
  })

  it('names the super app for the same sites', () => {
    expect(Object.keys(texts.superApps)).toEqual(Object.keys(en.superApps))
  })
})

it.each([
  ['en', 'en'],
  ['en-GB', 'en'],
  ['fr', 'en'],
  ['zh', 'zh-CN'],
  ['zh-CN', 'zh-CN'],
  ['zh_CN', 'zh-CN'],
  ['zh-Hans-SG', 'zh-CN'],
  ['zh-SG', 'zh-CN'],
  ['zh-HK', 'zh-HK'],
  ['zh-TW', 'zh-HK'],
  ['zh-MO', 'zh-HK'],
  ['zh-Hant', 'zh-HK'],
  ['en-x-zh-hk', 'en'],
  ['en-x-zh', 'en'],
])('%s gets the texts in %s', (wish, language) => {
  expect(pickTexts(wish).language).toBe(language)
})

it("a caller's own texts replace single ones and keep the caller's language", () => {
  const { texts, language } = pickTexts('fr', { agree: "D'accord" })
  expect([texts.agree, texts.reject, language]).toEqual(["D'accord", 'Reject', 'fr'])
})

it('only right-to-left languages run right to left', () => {
  expect(['ar', 'he-IL', 'ur', 'en', 'zh-CN', 'arn', 'en-x-ar'].map(directionOf)).toEqual([
    'rtl',
    'rtl',
    'rtl',
    'ltr',
    'ltr',
    'ltr',
    'ltr',
  ])
})
