/** @jest-environment @stryker-mutator/jest-runner/jest-env/node */
import { join } from 'node:path'
import { filesOnDisk } from '../../src/project/disk.js'
import type { SourceError } from '../../src/source-error.js'
import { compileStyle } from '../../src/styles/compile-style.js'
import { programFolder } from '../support/program-folder.js'

const compile = (files: Record<string, string>) => {
  const root = programFolder(files)
  const warnings: SourceError[] = []
  const source = { path: join(root, 'parts/a'), root, scope: undefined, files: filesOnDisk(), warnings }
  return { root, warnings, css: compileStyle(source) }
}

test('css is a style too', async () => {
  await expect(compile({ 'parts/a.css': 'view{top:0}' }).css).resolves.toBe('a-view{top:0}')
})

test('acss takes in what npm packages have', async () => {
  const files = {
    'parts/a.acss': "@import 'box/base.acss';.a{top:0}",
    'node_modules/box/base.acss': '.b{top:0}',
  }
  await expect(compile(files).css).resolves.toBe('.b{top:0}.a{top:0}')
})

test.each([
  "@import './b.acss';",
  '@import "./b.acss" ;',
  '@import url("./b.acss");',
  "@import  url( './b.acss'  )  ;",
])('%s takes in b.acss', async (rule) => {
  const files = { 'parts/a.acss': `${rule}.a{top:0}`, 'parts/b.acss': '.b{top:0}' }
  await expect(compile(files).css).resolves.toBe('.b{top:0}.a{top:0}')
})

test('an import of nothing says where it stands and what to do', async () => {
  const { root, css } = compile({ 'parts/a.acss': '.a{top:0}\n\n @import "./gone";\n.b{top:0}' })
  await expect(css).rejects.toMatchObject({
    message: `${root}/parts/a.acss:3:2: there is no ${root}/parts/gone.acss. Correct @import "./gone";`,
  })
})

test('less takes in what lies beside it and what lies under the root', async () => {
  const files = {
    'parts/a.less': '@import "shared/sizes";\n@import "beside";\n.a { top: @size }',
    'shared/sizes.less': '@size: 2rpx;',
    'parts/beside.less': '.b { top: 0 }',
  }
  const css = await compile(files).css
  expect(css).toContain('.b {\n  top: 0')
  expect(css).toContain('.a {\n  top: calc(2 * var(--rpx))')
})

test('a mistake in less has the place where it stands, in whatever file', async () => {
  const own = compile({ 'parts/a.less': '.a {\n  top: @gone;\n}' })
  await expect(own.css).rejects.toMatchObject({ file: `${own.root}/parts/a.less`, line: 2, column: 8 })
  const imported = compile({ 'parts/a.less': '@import "b";', 'parts/b.less': '\n.b { top: @gone }' })
  await expect(imported.css).rejects.toMatchObject({ file: `${imported.root}/parts/b.less`, line: 2 })
})

test.each([
  ['a bracket that is not closed', '.a{top:0}\n.b{left:0', '2:1', 'Unclosed block'],
  ['a bracket too many', '.a{top:0}}\nview{left:0}', '1:10', 'Unexpected }'],
  ['a comment that is not closed', '.a{top:0}\n /* b', '2:2', 'Unclosed comment'],
  ['a word that is no declaration', '.a{top:0;\nleft}', '2:1', 'Unknown word left'],
])('%s is a warning with its place, and the rest is a style', async (_mistake, css, place, reason) => {
  const { root, warnings, css: compiled } = compile({ 'parts/a.acss': css })
  expect(await compiled).toContain('.a{top:0')
  expect(warnings.map(({ message }) => message)).toEqual([
    `${root}/parts/a.acss:${place}: the style has a mistake: ${reason}`,
  ])
})

test('a mistake in an imported file has the place there', async () => {
  const files = { 'parts/a.acss': "@import './b.acss';", 'parts/b.acss': '\n.b{top:0' }
  const { root, warnings, css } = compile(files)
  await css
  expect(warnings.map(({ message }) => message)).toEqual([
    `${root}/parts/b.acss:2:1: the style has a mistake: Unclosed block`,
  ])
})
