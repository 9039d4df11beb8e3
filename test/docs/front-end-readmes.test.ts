// The pages on both front ends, English and Chinese, against the sources: whatever a page may set, style or receive
// is in them.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { optionNames } from '../../src/options'

const project = join(__dirname, '..', '..')
const read = (...path: string[]): string => readFileSync(join(project, ...path), 'utf8')
const h5Pages = ['h5/README.md', 'docs/zh-CN/h5.md']
const dslPages = ['components/subscribe-message/README.md', 'docs/zh-CN/dsl.md']
const panel = [read('h5/panel.ts'), read('h5/styles.ts'), read('h5/layer.ts')]

const found = (text: string, pattern: RegExp): string[] => [
  ...new Set([...text.matchAll(pattern)].map(([, name]) => name!)),
]
/** The names in code style in the first column of a table. */
const firstColumn = (page: string) =>
  new Set(found(read(page), /^\| (`[^|]+) \|/gm).flatMap((cell) => found(cell, /`([\w-]+)/g)))

test.each(h5Pages)('every prop of the H5 class has its row in %s', (page) => {
  const rows = firstColumn(page)
  const props = read('h5/props.ts')
  const own = props.slice(
    props.indexOf('interface SubscribeMsgProps'),
    props.indexOf('interface SubscribeMsgOptions'),
  )
  const names = [...optionNames, ...found(own, /^ {2}(\w+)\??:/gm)]
  expect(names).toEqual(expect.arrayContaining(['backendUrl', 'templateIds', 'callback', 'panel']))
  expect(names.filter((name) => !rows.has(name))).toEqual([])
})

test.each(dslPages)('every prop of the DSL tag has its row in %s', (page) => {
  const rows = new Set(found(read(page), /^\| (\w+) \|/gm))
  const names = [...optionNames, ...found(read('components/subscribe-message/props.ts'), /^ {2}(\w+)\??:/gm)]
  expect(names).toContain('personTimeoutMs')
  expect(names.filter((name) => !rows.has(name))).toEqual([])
})

test.each(h5Pages)('every variable of the styles has its row in %s', (page) => {
  const rows = firstColumn(page)
  const names = found(panel.join('\n'), /var\((--mini-message-[\w-]+)/g)
  expect(names.length).toBeGreaterThan(5)
  expect(names.filter((name) => !rows.has(name))).toEqual([])
})

test.each(h5Pages)('every part is named in %s', (page) => {
  const parts = found(panel.join('\n'), /(?:element|button)\(\s*'([\w ]+)'/g)
  const named = /`(sheet head [^`]+)`/.exec(read(page))![1]!.split(' ')
  expect(parts.length).toBeGreaterThan(10)
  expect(parts.filter((part) => !named.includes(part))).toEqual([])
})

test.each(h5Pages)('every field of a result and every error code is named in %s', (page) => {
  const text = read(page)
  const result = read('src/result.ts')
  const fields = found(
    /interface SubscribeSuccess[^]*?interface SubscribeFailure[^]*?^}/m.exec(result)![0],
    /^ {2}(\w+)\??:/gm,
  )
  const codes = found(result, /\| '([A-Z_]+)'/g)
  expect(codes).toContain('CANCELLED')
  expect(fields).toEqual(expect.arrayContaining(['subscriptionIds', 'errorMessage']))
  expect([...fields, ...codes].filter((name) => !new RegExp(`\\b${name}\\b`).test(text))).toEqual([])
})
