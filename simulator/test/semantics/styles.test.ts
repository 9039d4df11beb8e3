/** @jest-environment @stryker-mutator/jest-runner/jest-env/node */
import { compileStyle } from '../../src/styles/compile-style.js'
import { rewriteCss } from '../../src/styles/rewrite-css.js'

describe("16. styleIsolation keeps a component's rules on its own elements", () => {
  test.each([
    ['.a', '.a[data-s-1]'],
    ['.a .b', '.a .b[data-s-1]'],
    ['.a>.b:hover', '.a>.b[data-s-1]:hover'],
    ['.a::before, .b', '.a[data-s-1]::before, .b[data-s-1]'],
    ['.a + .a:not(.b, .c)', '.a + .a[data-s-1]:not(.b, .c)'],
    ['view', 'a-view[data-s-1]'],
    ['page', 'a-page'],
  ])('%s', (selector, scoped) => {
    expect(rewriteCss(`${selector}{color:red}`, 'data-s-1').replace(/\s*\{.*/s, '')).toBe(scoped)
  })

  test('rules in @media are kept too, steps of @keyframes are not selectors', () => {
    expect(rewriteCss('@media (min-width:1px){.a{top:0}}@keyframes k{from{top:0}to{top:1px}}', 'x')).toBe(
      '@media (min-width:1px){.a[x]{top:0}}@keyframes k{from{top:0}to{top:1px}}',
    )
  })

  test('shared rules are for all', () => {
    expect(rewriteCss('.a{top:0}')).toBe('.a{top:0}')
  })
})

describe('17. rpx and tag selectors', () => {
  test.each([
    ['.a{width:75rpx}', '.a{width:calc(75 * var(--rpx))}'],
    ['.a{margin:-1.5rpx .5rpx}', '.a{margin:calc(-1.5 * var(--rpx)) calc(.5 * var(--rpx))}'],
    ['.a10rpx{top:0}', '.a10rpx{top:0}'],
    ['@media (min-width:10rpx){.a{top:0}}', '@media (min-width:calc(10 * var(--rpx))){.a{top:0}}'],
  ])('%s', (css, expected) => {
    expect(rewriteCss(css)).toBe(expected)
  })

  test.each([
    ['page view.a > text{top:0}', 'a-page a-view.a > a-text{top:0}'],
    ['.view .text-view{top:0}', '.view .text-view{top:0}'],
    ['swiper-item:nth-child(odd){top:0}', 'a-swiper-item:nth-child(odd){top:0}'],
    ['.a:not(view){top:0}', '.a:not(a-view){top:0}'],
    ['/* view{} */.a::after{content:"}view{"}', '.a::after{content:"}view{"}'],
  ])('%s', (css, expected) => {
    expect(rewriteCss(css)).toBe(expected)
  })
})

describe('styles of a component', () => {
  const compile = (texts: Record<string, string>) =>
    compileStyle({
      path: '/p/a',
      root: '/p',
      scope: undefined,
      warnings: [],
      files: { exists: (path) => path in texts, read: (path) => texts[path] },
    })

  test('acss takes in what it imports, from beside it and from the root', async () => {
    await expect(
      compile({
        '/p/a.acss': "@import './b.acss';\n@import '/c.acss';.a{top:0}",
        '/p/b.acss': '.b{top:0}',
        '/p/c.acss': "@import './a.acss';.c{top:0}",
      }),
    ).resolves.toBe('.b{top:0}\n.c{top:0}.a{top:0}')
  })

  test('an import of nothing says where', async () => {
    await expect(compile({ '/p/a.acss': '\n  @import "./gone.acss";' })).rejects.toThrow(
      '/p/a.acss:2:3: there is no /p/gone.acss.acss',
    )
  })

  test('less is compiled, and its mistakes have a place', async () => {
    await expect(compile({ '/p/a.less': '@w: 2rpx; .a { .b { width: @w } }' })).resolves.toContain(
      '.a .b {\n  width: calc(2 * var(--rpx))',
    )
    await expect(compile({ '/p/a.less': '.a {\n  width: @gone;\n}' })).rejects.toMatchObject({
      file: '/p/a.less',
      line: 2,
      problem: expect.stringContaining('@gone'),
    })
  })

  test('a component without a style has none', async () => {
    await expect(compile({})).resolves.toBe('')
  })
})
