import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { browsersPage, casesOf } from '../../scripts/test/browsers-page.mjs'

const said = (engine: string, title: string, status = 'passed') => ({
  ancestorTitles: [engine],
  title,
  status,
})
const run = (...assertionResults: object[]) => ({
  testResults: [
    { name: '/test/engines/a.test.ts', assertionResults },
    { name: '/test/e2e/b.test.ts', assertionResults: [said('of the shop', 'opens')] },
  ],
})
const everywhere = (title: string, status?: string) =>
  ['Chromium', 'Firefox', 'WebKitGTK'].map((engine) => said(engine, title, status))

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'browsers-page-'))
  mkdirSync(join(root, 'docs'))
  writeFileSync(join(root, 'docs/browsers.md'), '# Browsers\n<!-- npm run browsers writes from here on -->\n')
})
afterEach(() => rmSync(root, { recursive: true }))

const pageAfter = (results: object) => {
  writeFileSync(join(root, 'results.json'), JSON.stringify(results))
  return browsersPage(root, join(root, 'results.json'))
}

test('a case has what each engine said, also where it was skipped or never ran', () => {
  const skipped = said('WebKitGTK (skipped: not installed)', 'Escape cancels', 'pending')
  expect(casesOf(run(said('Chromium', 'Escape cancels'), skipped))).toEqual([
    { name: 'Escape cancels', said: ['passed', 'not run', 'not run'] },
  ])
})

test('what a browser can not be asked for is in the row of that case, with the reason', () => {
  const title = 'Escape cancels (at once) (not tried: no key)'
  const notTried = said('Firefox', title, 'pending')
  expect(casesOf(run(said('Chromium', 'Escape cancels (at once)'), notTried))).toEqual([
    { name: 'Escape cancels (at once)', said: ['passed', 'not tried: no key', 'not run'] },
  ])
})

test('what is written passes the check of the same run', () => {
  const page = pageAfter(run(...everywhere('a | b'), ...everywhere('Escape cancels', 'failed')))
  page.write()
  expect(() => browsersPage(root, join(root, 'results.json')).check()).not.toThrow()
  expect(readFileSync(join(root, 'docs/browsers.md'), 'utf8')).toContain(
    '| Escape cancels | **failed** | **failed** | **failed** |',
  )
})

test.each([
  ['a case that the page does not list', run(...everywhere('Escape cancels'), ...everywhere('new'))],
  ['a case that is gone', run(...everywhere('another'))],
  [
    'another end of a case',
    run(...everywhere('Escape cancels').slice(1), said('Chromium', 'Escape cancels', 'failed')),
  ],
])('%s makes the page stale', (_, later) => {
  pageAfter(run(...everywhere('Escape cancels'))).write()
  expect(() => pageAfter(later).check()).toThrow('npm run browsers')
})

test('an engine that is not installed here does not make the page stale', () => {
  pageAfter(run(...everywhere('Escape cancels'))).write()
  const [chromium] = everywhere('Escape cancels')
  expect(() => pageAfter(run(chromium!)).check()).not.toThrow()
})
