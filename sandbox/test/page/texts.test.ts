import { firstLanguage } from '../../src/page/language.js'
import { firstUser } from '../../src/page/page.js'
import { languages, texts, type Texts } from '../../src/page/texts.js'
import { messageTime } from '../../src/page/date-format.js'

type Word = readonly [path: string, text: string]

/** Every text with where it stands; functions are called with figures and names alike. */
const wordsOf = (node: unknown, path: string): Word[] => {
  if (typeof node === 'string') return [[path, node]]
  if (typeof node === 'function') return [[path, String(node('1', '2'))]]
  return Object.entries(node as object).flatMap(([key, inner]) => wordsOf(inner, `${path}.${key}`))
}

test.each(languages)('no text of %s is empty', (language) => {
  const all: Texts = texts[language]
  expect(wordsOf(all, language).filter(([, text]) => text.trim() === '')).toEqual([])
})

test('each text of one language has its fellow in the other', () => {
  const places = (language: 'en' | 'zh-CN') => wordsOf(texts[language], '').map(([path]) => path)
  expect(places('zh-CN')).toEqual(places('en'))
})

test('every English text has its Chinese one, except the platform’s own names', () => {
  const platformNames =
    /^(keyVersion|Client-Id|appId|templateCode|customerBelongsTo|requestId|messageId|Request-Time)$/
  const figures = /^[\d\s/×：]*$/
  const untranslated = wordsOf(texts['zh-CN'], '').filter(
    ([, text]) => !/\p{Script=Han}/u.test(text) && !platformNames.test(text) && !figures.test(text),
  )
  expect(untranslated).toEqual([])
})

test.each([
  ['?lang=zh-CN', 'en', ['en'], 'zh-CN'],
  ['', 'zh-CN', ['en'], 'zh-CN'],
  ['', null, ['fr', 'zh-TW', 'en'], 'zh-CN'],
  ['?lang=fr', null, ['de'], 'en'],
] as const)(
  'the page opens with query "%s", remembered %s, browser %p in %s',
  (query, kept, wanted, language) => {
    expect(firstLanguage(query, kept, wanted)).toBe(language)
  },
)

test('today’s messages show the hour, older ones the day as well', () => {
  const now = new Date('2026-11-20T12:00:00Z')
  expect(messageTime('2026-11-20T08:05:00Z', now, 'en', 'UTC')).toBe('08:05')
  expect(messageTime('2026-11-19T08:05:00Z', now, 'en', 'UTC')).toBe('Nov 19, 08:05')
  expect(messageTime('2026-11-19T08:05:00Z', now, 'zh-CN', 'UTC')).toBe('11月19日 08:05')
})

test('fifty cards make no date format of their own', () => {
  const now = new Date('2026-11-20T12:00:00Z')
  messageTime('2026-11-20T08:05:00Z', now, 'en', 'UTC')
  const make = jest.spyOn(Intl, 'DateTimeFormat')
  for (let minute = 10; minute < 60; minute += 1) {
    messageTime(`2026-11-20T08:${minute}:00Z`, now, 'en', 'UTC')
  }
  expect(make).not.toHaveBeenCalled()
  make.mockRestore()
})

test('the phone is first held by somebody who reads the page’s language', () => {
  const user = (userId: string, language: string) => ({
    userId,
    language,
    name: {},
    site: 'ALIPAY_CN' as const,
  })
  const users = [user('1', 'zh-CN'), user('2', 'en-GB')]
  expect(firstUser(users, 'en')?.userId).toBe('2')
  expect(firstUser(users, 'zh-CN')?.userId).toBe('1')
  expect(firstUser([user('3', 'fr')], 'en')?.userId).toBe('3')
})
