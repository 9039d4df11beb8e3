// Language packs by a script tag, and labels that have to fit on a small phone.
import { en } from '../../src/texts/en'
import { fil } from '../../src/languages/fil'
import { id } from '../../src/languages/id'
import { ja } from '../../src/languages/ja'
import { ms } from '../../src/languages/ms'
import { usePanelPage } from '../support/panel-page-in-browser'

jest.setTimeout(60_000)

const on = usePanelPage()
const strict = "default-src 'self'; img-src data:; require-trusted-types-for 'script'; trusted-types 'none'"

test('a second script tag adds a language, a third one another, also under a strict policy', async () => {
  const languages = ['ja', 'ko']
  await on.visit({ languages, policy: strict, props: { language: 'ja-JP' } })
  await on.openPanel()
  expect(await on.dialog().getAttribute('lang')).toBe('ja')
  expect(await on.page.locator('[part=choice]').allInnerTexts()).toEqual([ja.texts.reject, ja.texts.agree])
  expect(on.complaints).toEqual([])
})

test.each([
  ['ko', 'keep-all'],
  ['ja', 'break-word'],
])('in %s lines break as its readers expect: %s', async (language, wordBreak) => {
  await on.visit({ languages: [language], props: { language } })
  const sheet = await on.openPanel()
  expect(await sheet.evaluate((one) => getComputedStyle(one).wordBreak)).toBe(wordBreak)
})

// Only languages whose letters every machine has a font for.
test.each([
  ['en', en],
  ['id', id.texts],
  ['ms', ms.texts],
  ['fil', fil.texts],
])('at 320 px every label in %s stays on one line beside its neighbour', async (language, texts) => {
  const languages = language === 'en' ? [] : [language]
  await on.visit({ templates: 2, languages, props: { language } }, { viewport: { width: 320, height: 640 } })
  await on.openPanel()
  const { agree, agreeCount, reject, rejectAll, keep, stop, save, stopAll } = texts
  const labels = [agree, agreeCount.replace('{count}', '20'), reject, rejectAll, keep, stop, save, stopAll]
  const heights = await on.page.locator('[part=choice]').evaluateAll((buttons, all) => {
    const heightWith = (label: string) => {
      for (const button of buttons) button.textContent = label
      const [first, second] = buttons.map((button) => button.getBoundingClientRect())
      return first!.top === second!.top ? first!.height : 'below each other'
    }
    return ['OK', ...all].map((label) => [label, heightWith(label)])
  }, labels)
  const [[, oneLine]] = heights as [[string, number]]
  expect(heights.filter(([, height]) => height !== oneLine)).toEqual([])
})
