/** @jest-environment @stryker-mutator/jest-runner/jest-env/node */
import { rewriteCss } from '../../src/styles/rewrite-css.js'

describe("the component's own attribute", () => {
  test.each([
    ['.a:hover .b', '.a:hover .b[x]'],
    ['.a:hover>.b', '.a:hover>.b[x]'],
    ['.a:hover+.b', '.a:hover+.b[x]'],
    ['.a:hover~.b', '.a:hover~.b[x]'],
    ['::before', '[x]::before'],
    ['.x, .a:hover .b:hover', '.x[x], .a:hover .b[x]:hover'],
    ['page .a', 'a-page .a[x]'],
    ['.a, page ', '.a[x], a-page '],
    ['.my-a-page', '.my-a-page[x]'],
    ['.sm\\:wide', '.sm\\:wide[x]'],
    ['.sm\\:wide:hover', '.sm\\:wide[x]:hover'],
    ['.a[title="@media"]', '.a[title="@media"][x]'],
    ['.a[title="]:"]', '.a[title="]:"][x]'],
    [".a[title=']:']", ".a[title=']:'][x]"],
    ['.a:hover[title = "b"]', '.a[x]:hover[title = "b"]'],
    ['.a[title] .b:hover', '.a[title] .b[x]:hover'],
  ])('%s', (selector, scoped) => {
    expect(rewriteCss(`${selector}{top:0}`, 'x')).toBe(`${scoped}{top:0}`)
  })

  test.each(['media print', 'supports (top:0)', 'layer a', 'container (width>1px)'])(
    'is on rules in @%s, wherever that stands',
    (rule) => {
      expect(rewriteCss(`.b{top:0}\n @${rule}{.a{top:0}}\n`, 'x')).toBe(
        `.b[x]{top:0}\n @${rule}{.a[x]{top:0}}\n`,
      )
    },
  )
})

test.each([
  ['@charset "utf-8";page{top:0}', '@charset "utf-8";a-page{top:0}'],
  ['@import url("a;b.css");view{top:0}', '@import url("a;b.css");a-view{top:0}'],
  [';view{top:0}', ';a-view{top:0}'],
  ['.a{width:.25rpx;height:12.75rpx}', '.a{width:calc(.25 * var(--rpx));height:calc(12.75 * var(--rpx))}'],
])('%s becomes %s', (css, expected) => {
  expect(rewriteCss(css)).toBe(expected)
})

describe('what stands in quotes', () => {
  test.each([
    ['is not a comment', '.a::after{content:"/* a */"}'],
    ['is not a comment behind a quote that is part of it', '.a::after{content:"\\" /* a */"}'],
    ['is not a comment in the other quotes', ".a::after{content:'/* a */'}"],
    ['is not a comment behind one of the other quotes', ".a::after{content:'\\' /* a */'}"],
    ['ends no rule', '.a::after{content:"}"}'],
    ['ends no rule in the other quotes', ".a::after{content:'}'}"],
    ['ends no rule behind a quote that is part of it', '.a::after{content:"\\"}"}'],
  ])('%s', (_name, css) => {
    expect(rewriteCss(`${css}view{top:0}`)).toBe(`${css}a-view{top:0}`)
  })
})

test.each(['.1a', ':', '..b', '> > .c'])(
  'a selector %s that nobody can read spoils no other rule',
  (selector) => {
    expect(rewriteCss(`${selector}{top:0}view{left:0}`, 'x')).toContain('a-view[x]{left:0}')
  },
)

test('rules inside of rules are the component’s own too', () => {
  expect(rewriteCss('.a{top:0;&:hover{left:0} view{left:1rpx}}', 'x')).toBe(
    '.a[x]{top:0;&[x]:hover{left:0} a-view[x]{left:calc(1 * var(--rpx))}}',
  )
})
