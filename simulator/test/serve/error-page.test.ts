/** @jest-environment @stryker-mutator/jest-runner/jest-env/node */
import { errorPage } from '../../src/serve/error-page.js'
import { SourceError } from '../../src/source-error.js'

const articles = (failure: unknown) =>
  [...errorPage(failure, '/p').matchAll(/<article>(.*?)<\/article>/gs)].map(([, inner]) => inner)

test('each error has its place from the root, what is wrong and what to do', () => {
  const one = new SourceError(
    'there is no /p/a & <b>',
    { file: '/p/pages/a.axml', line: 2, column: 3 },
    'Add /p/a',
  )
  const other = new SourceError('wrong', { file: '/q/b.js', line: 1, column: 1 })
  expect(articles(new AggregateError([one, other]))).toEqual([
    '<b>pages/a.axml:2:3</b>there is no a &amp; &lt;b>. Add a',
    '<b>/q/b.js:1:1</b>wrong',
  ])
  expect(articles(one)).toHaveLength(1)
})

test('an error of another kind is shown as it is', () => {
  expect(articles(new Error('<bug>'))[0]).toContain('Error: &lt;bug>')
  expect(articles('words')).toEqual(['words'])
  const bare = new Error('bare')
  delete bare.stack
  expect(articles(bare)).toEqual(['bare'])
})

test('it says that a save is enough, and waits for it', () => {
  const html = errorPage('x', '/p')
  expect(html).toContain('Correct it and save: it is built again.')
  expect(html).toContain("new EventSource('/__reload')")
})
