import { firstLanguage, languages, texts, type Texts } from '../../src/page/texts.js'
import { messageTime } from '../../src/page/inbox/message-time.js'
import { withMessage } from '../../src/page/inbox/inbox-list.js'
import { shopAddress } from '../../src/page/phone/shop-address.js'
import type { InboxMessage } from '../../src/superapp/inbox.js'

test.each(languages)('no text of %s is empty', (language) => {
  const all: Texts = texts[language]
  const values = Object.values(all).map((text) => (typeof text === 'function' ? text(1 as never) : text))
  expect(values.filter((text) => text === '')).toEqual([])
  expect(Object.keys(all.scopes)).toEqual(Object.keys(texts.en.scopes))
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

test('a message that is there already is not shown twice', () => {
  const [one, two] = ['1', '2'].map((messageId) => ({ messageId }) as InboxMessage)
  expect(withMessage([one!], two!)).toEqual([two, one])
  expect(withMessage([two!, one!], one!)).toEqual([two, one])
})

test('the shop gets the page’s language as a hint, unless its address names one', () => {
  expect(shopAddress('http://127.0.0.1:8789/?a=1', 'zh-CN')).toBe('http://127.0.0.1:8789/?a=1&lang=zh-CN')
  expect(shopAddress('http://127.0.0.1:8789/?lang=ja', 'en')).toBe('http://127.0.0.1:8789/?lang=ja')
})
