import { readdirSync, readFileSync } from 'node:fs'
import { join, parse } from 'node:path'
import { en } from '../../src/texts/en'
import { directionOf, pickTexts } from '../../src/language'
import { addOptions, readOptions, type SubscribeOptions } from '../../src/options'
import { zhCN } from '../../src/texts/zh-cn'
import { zhHK } from '../../src/texts/zh-hk'
import type { LanguagePack, PanelTexts } from '../../src/texts/panel-texts'
import { options } from './support'

const project = join(__dirname, '..', '..')
const files = readdirSync(join(project, 'src', 'languages')).map((file) => parse(file).name)
const packs = files.flatMap((file) =>
  Object.values(jest.requireActual<Record<string, LanguagePack>>(`../../src/languages/${file}`)),
)
const builtIn = [
  { language: 'en', texts: en },
  { language: 'zh-CN', texts: zhCN },
  { language: 'zh-HK', texts: zhHK },
]

const placeholders = (text: unknown): string[] => (String(text).match(/\{\w+\}/g) ?? []).sort()
const labels = ['agree', 'agreeCount', 'reject', 'rejectAll', 'keep', 'stop', 'save', 'stopAll'] as const

/** About how wide it is, in Latin letters: a Chinese, Japanese or Korean one is twice as wide, marks take no room. */
const width = (label: string): number =>
  Array.from(label.replace(/\p{M}/gu, '')).reduce(
    (sum, letter) => sum + (/[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}（）]/u.test(letter) ? 1.8 : 1),
    0,
  )

describe.each([...builtIn, ...packs])('$language', ({ texts }) => {
  it('has every text, with the placeholders of the English one', () => {
    expect(Object.keys(texts).sort()).toEqual(Object.keys(en).sort())
    for (const key of Object.keys(en) as (keyof PanelTexts)[]) {
      expect([key, placeholders(texts[key])]).toEqual([key, placeholders(en[key])])
      if (key !== 'superApps')
        expect([key, texts[key].trim()]).toEqual([key, expect.stringMatching(/^\S.*$/u)])
    }
  })

  it('has a word for the super apps that have no name, and names only sites that exist', () => {
    expect(texts.superApps['*']).toMatch(/\S/)
    expect(Object.keys(en.superApps)).toEqual(expect.arrayContaining(Object.keys(texts.superApps)))
  })

  it('has labels that fit beside each other', () => {
    for (const key of labels)
      expect([key, width(texts[key].replace('{count}', '9')) <= 14]).toEqual([key, true])
  })

  it('calls different things differently', () => {
    const { agree, agreeCount, reject, rejectAll, keep, stop, save, stopAll, close } = texts
    for (const together of [
      [agree, reject, close],
      [agreeCount, rejectAll, close],
      [keep, stop, close],
      [save, stopAll, close],
    ])
      expect(new Set(together).size).toBe(together.length)
  })
})

it('every pack is one language, in a file of its name', () => {
  expect(packs.map(({ language }) => language)).toEqual(files)
})

it('docs/languages.md lists every pack, and no other', () => {
  const page = readFileSync(join(project, 'docs', 'languages.md'), 'utf8')
  const rows = [...page.matchAll(/^\| `([\w-]+)` \|/gm)].map(([, language]) => language)
  expect(rows.sort()).toEqual([...builtIn, ...packs].map(({ language }) => language).sort())
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
  ['zh_Hans_CN', 'zh-CN'],
  ['ja', 'ja'],
  ['ja-JP', 'ja'],
  ['JA_jp', 'ja'],
  ['th-TH-u-nu-thai', 'th'],
  ['in', 'id'],
  ['in_ID', 'id'],
  ['tl-PH', 'fil'],
  ['fil-PH', 'fil'],
  ['ar-EG', 'ar'],
  ['arn', 'en'],
  ['jam', 'en'],
  ['pt', 'en'],
  ['pt-BR', 'en'],
  ['', 'en'],
])('%s gets the texts in %s', (wish, language) => {
  expect(pickTexts(wish, packs).language).toBe(language)
})

it("a caller's own texts replace single ones and keep the caller's language", () => {
  const { texts, language } = pickTexts('fr', packs, { agree: "D'accord" })
  expect([texts.agree, texts.reject, language]).toEqual(["D'accord", 'Reject', 'fr'])
})

it('without its pack a language is English', () => {
  expect(pickTexts('ja').language).toBe('en')
})

it('a pack comes before what is built in, and what it lacks is English', () => {
  const texts = { agree: 'Ok', superApps: { GCASH: 'G' } } as unknown as PanelTexts
  const picked = pickTexts('zh-TW', [{ language: 'zh-TW', texts }])
  expect(picked.language).toBe('zh-TW')
  expect([picked.texts.agree, picked.texts.reject]).toEqual(['Ok', 'Reject'])
  expect([picked.texts.superApps.GCASH, picked.texts.superApps['*']]).toEqual(['G', 'your app'])
})

it('a pack may be named by an old code', () => {
  expect(pickTexts('he-IL', [{ language: 'iw', texts: en }]).language).toBe('iw')
})

describe('configure', () => {
  const [ja, ko] = ['ja', 'ko'].map((language) => packs.find((pack) => pack.language === language)!)
  const told = (...calls: object[]) => {
    const known: Partial<SubscribeOptions> = {}
    for (const said of calls) addOptions(known, said)
    return known.languages?.map(({ language }) => language)
  }

  it('adds the languages of each call, and the later one of two wins', () => {
    expect(told({ languages: [ja] }, { backendUrl: '/api' }, { languages: [ko] })).toEqual(['ko', 'ja'])
    const other: LanguagePack = { language: 'ja', texts: en }
    const known = { languages: [ja!, ko!] }
    addOptions(known, { languages: [other] })
    expect(known.languages).toEqual([other, ko])
  })

  it('keeps the list short when it is told the same again', () => {
    expect(told({ languages: [ja] }, { languages: [ja] }, { languages: [ja, ko] })).toEqual(['ja', 'ko'])
  })

  it.each([['ja'], [[undefined]], [[{ ja }]], [[{ language: 'ja', texts: null }]], [{ language: 'ja' }]])(
    'does not throw for languages: %j, and the open says what is wrong',
    (languages) => {
      const known = { ...options, languages: [ja!] }
      addOptions(known, { languages: languages as never })
      expect(readOptions({ ...options, ...known }, undefined).wrong).toMatch(
        /^The prop languages .*list of language packs/,
      )
    },
  )
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
