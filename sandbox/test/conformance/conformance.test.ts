import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { factsOf, ruleNames } from '../../src/conformance/rules.js'
import { settingFacts, settingNames } from '../../src/state/settings.js'
import { switchFacts } from '../../src/state/switches.js'
import { codesHeldBy, fieldsHeldBy, rulesHeldBy, settingsHeldBy, switchesHeldBy } from './held-by.js'
import { conformanceDocument } from './document.js'

const document = join(import.meta.dirname, '../../../docs/conformance.md')
const tests = join(import.meta.dirname, '..')
const heldBy: Record<string, string> = {
  ...rulesHeldBy,
  ...settingsHeldBy,
  ...switchesHeldBy,
  ...codesHeldBy,
  fields: fieldsHeldBy,
}

test('docs/conformance.md is what the tables say', () => {
  const text = conformanceDocument()
  if (process.env.UPDATE_DOCS === '1') writeFileSync(document, text)
  expect(readFileSync(document, 'utf8')).toBe(text)
})

/** Titles of the tests in a file, whether they stand on the line of `test(` or below it. */
const titlesIn = (source: string): string[] =>
  [...source.matchAll(/(?:\btest|\]|\)|routes|partners)(?:\.each)?\(\s*(['"])(.+?)\1,/g)].map(
    ([, , title = '']) => title,
  )

test.each(Object.entries(heldBy))('%s is held by a test that exists', (_behaviour, test) => {
  const [file = '', ...title] = test.split(' › ')
  const source = readFileSync(join(tests, `${file}.test.ts`), 'utf8')
  expect(titlesIn(source)).toContain(title.join(' › '))
})

test('what is unknown can be changed: by a setting, or where it says', () => {
  const fixed = ruleNames.filter((rule) => {
    const { mark, settings = [], also } = factsOf(rule)
    return mark === 'unknown' && settings.length === 0 && also === undefined
  })
  expect(fixed).toEqual([])
})

test('nothing is called documented without a source', () => {
  const sources = [
    ...ruleNames.map(factsOf),
    ...settingNames.map((name) => settingFacts[name]),
    ...Object.values(switchFacts),
  ]
  expect(sources.filter(({ source }) => source.trim() === '')).toEqual([])
})
