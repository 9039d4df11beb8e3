import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { codesHeldBy, rulesHeldBy, settingsHeldBy, switchesHeldBy } from './held-by.js'
import { conformanceDocument } from './document.js'

const document = join(import.meta.dirname, '../../../docs/conformance.md')
const tests = join(import.meta.dirname, '..')
const heldBy = { ...rulesHeldBy, ...settingsHeldBy, ...switchesHeldBy, ...codesHeldBy }

test('docs/conformance.md is what the tables say', () => {
  const text = conformanceDocument()
  if (process.env.UPDATE_DOCS === '1') writeFileSync(document, text)
  expect(readFileSync(document, 'utf8')).toBe(text)
})

test.each(Object.entries(heldBy))('%s is held by a test that exists', (_behaviour, test) => {
  const [file = '', ...title] = test.split(' › ')
  const source = readFileSync(join(tests, `${file}.test.ts`), 'utf8')
  expect(source).toContain(title.join(' › '))
})
