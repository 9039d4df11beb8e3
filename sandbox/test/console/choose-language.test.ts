import { matchLanguage, translated } from '../../src/console/choose-language.js'

test.each([
  ['zh-CN', ['en', 'zh-CN'], 'zh-CN'],
  ['ZH-cn', ['en', 'zh-CN'], 'zh-CN'],
  ['en-US', ['zh-CN', 'en'], 'en'],
  ['zh', ['en', 'zh-CN'], 'zh-CN'],
  ['fr', ['en', 'zh-CN'], undefined],
  ['en', [], undefined],
])('%s among %p is %p', (wanted, existing, found) => {
  expect(matchLanguage(wanted, existing)).toBe(found)
})

test('a reader whose language is missing gets the first text', () => {
  expect(translated({ en: 'Mei', 'zh-CN': '小明' }, 'fr')).toBe('Mei')
})
