/** @jest-environment @stryker-mutator/jest-runner/jest-env/node */
import { readAppJson } from '../../src/project/app-json.js'
import { filesOnDisk, type ProjectFiles } from '../../src/project/disk.js'
import { readJson } from '../../src/project/read-json.js'
import { resolveComponent, resolvePath, shownPath } from '../../src/project/resolve.js'
import { programFolder } from '../support/program-folder.js'

const filesOf = (texts: Record<string, string>): ProjectFiles => ({
  exists: (path) => path in texts,
  read: (path) => texts[path],
})

describe('a path in a mini program', () => {
  test.each([
    ['/parts/a', '/p/parts/a'],
    ['./a', '/p/pages/home/a'],
    ['../a', '/p/pages/a'],
    ['box/es/a', '/p/node_modules/box/es/a'],
    ['outer/a', '/node_modules/outer/a'],
    ['a', '/p/pages/home/a'],
  ])('%s is %s', (target, path) => {
    const there = ['/p/node_modules/box/es/a', '/node_modules/outer/a']
    expect(resolvePath(target, '/p/pages/home/home.json', '/p', (file) => there.includes(file))).toBe(path)
  })

  test.each([
    ['/p/pages/home/home', 'pages/home/home'],
    ['/p/node_modules/box/a', 'node_modules/box/a'],
    ['/node_modules/box/a', 'node_modules/box/a'],
  ])('%s is shown as %s', (path, shown) => {
    expect(shownPath(path, '/p')).toBe(shown)
  })
})

test('./ never means a package', () => {
  expect(resolvePath('./a', '/p/home/home.json', '/p', () => true)).toBe('/p/home/a')
})

describe('a component', () => {
  const of = (target: unknown, text: string, ...paths: string[]) => {
    const files = filesOf(Object.fromEntries(paths.map((path) => [path, ''])))
    const { path, warning } = resolveComponent(
      { root: '/p', files },
      { path: '/p/a.json', text },
      'box',
      target,
    )
    return { path, warning: warning?.message }
  }
  const text = '{\n  "usingComponents": { "box": "box" }\n}'

  test('is what has a template of that name, or in a folder of it', () => {
    expect(of('box', text, '/p/box.axml')).toEqual({ path: '/p/box', warning: undefined })
    expect(of('box', text, '/p/node_modules/box/index.axml').path).toBe('/p/node_modules/box/index')
    expect(of('box', text, '/p/box.axml', '/p/box/index.axml').path).toBe('/p/box')
  })

  test('that is not there is a warning that says where it was looked for', () => {
    expect(of('box', text)).toEqual({
      path: undefined,
      warning:
        '/p/a.json:2:31: there is no component box for <box>. Looked for /p/box.axml and /p/box/index.axml. A box stands for it. Correct the path, or install the package',
    })
    expect(of('box', '{}').warning).toMatch(/^\/p\/a\.json:1:1: /)
  })

  test.each(['/node_modules/box/index.axml', '/node_modules/box.axml'])(
    'from %s, outside the program, is taken with a warning',
    (file) => {
      const path = file.replace('.axml', '')
      expect(of('box', text, file)).toEqual({
        path,
        warning: `/p/a.json:2:31: box was found outside the mini program, at ${path}, where the IDE does not look. Install the package into /p/node_modules`,
      })
    },
  )

  test.each(['plugin://hello/box', 'dynamic-plugin://hello/box'])('of a plugin says so: %s', (target) => {
    expect(of(target, JSON.stringify({ usingComponents: { box: target } }))).toEqual({
      path: undefined,
      warning: `/p/a.json:1:27: ${target} is a component of a plugin, which the simulator can't load. A box stands for <box>. Try it in the IDE or on a device`,
    })
  })

  test('that is no path is a warning', () => {
    expect(of(1, '{ "usingComponents": { "box": 1 } }').warning).toBe(
      '/p/a.json:1:31: the component of <box> is not a path. Write "./folder/name"',
    )
  })
})

describe('json', () => {
  const read = (text: string | undefined) =>
    readJson(filesOf(text === undefined ? {} : { '/a.json': text }), '/a.json')

  test.each([[undefined], [''], [' \n']])('%j is empty', (text) => {
    expect(read(text)).toEqual({
      path: '/a.json',
      text: text ?? '',
      usingComponents: {},
      styleIsolation: 'shared',
      all: {},
    })
  })

  test('is read', () => {
    const all = { usingComponents: { a: './a' }, styleIsolation: 'isolated', defaultTitle: 'A' }
    expect(read(JSON.stringify(all))).toMatchObject({
      usingComponents: { a: './a' },
      styleIsolation: 'isolated',
      all,
    })
    expect(read('{ "usingComponents": 1, "styleIsolation": 1 }')).toMatchObject({
      usingComponents: {},
      styleIsolation: 'shared',
    })
  })

  test.each([
    ['{\n  "a": 1,\n}', '3:1', 'this is not valid JSON: '],
    ['{ "a": ', '1:8', 'this is not valid JSON: '],
    ['{\n  "a": 1 "b": 2,\n  "c": 3\n}', '2:10', 'this is not valid JSON: '],
    ['{ a: 1 }', '1:3', 'this is not valid JSON: '],
    ['[]', '1:1', 'an object is expected'],
    ['null', '1:1', 'an object is expected'],
    ['1', '1:1', 'an object is expected'],
  ])('%j is refused at %s', (text, place, problem) => {
    expect(() => read(text)).toThrow(`/a.json:${place}: ${problem}`)
  })

  test('what is wrong is told without the place in other words', () => {
    expect(() => read('{ "a": 1, }')).toThrow(
      /^\/a\.json:1:11: this is not valid JSON: [^(]*\. Check quotes and commas; comments are not allowed$/,
    )
  })
})

describe('app.json', () => {
  const read = (app: object) => readAppJson(filesOf({ '/app.json': JSON.stringify(app) }), '/app.json')

  test('names pages and tabs from the root', () => {
    const items = [
      { pagePath: '/a', name: 'A', icon: 'i.png', activeIcon: 'j.png' },
      { pagePath: 'pages/b' },
      'no tab',
    ]
    const app = read({
      pages: ['/a', 'b'],
      tabBar: { items, textColor: 'red' },
      window: { defaultTitle: 'T' },
    })
    const none = { name: '', icon: '', activeIcon: '' }
    expect(app).toMatchObject({
      pages: ['a', 'b'],
      tabs: [
        { pagePath: 'a', name: 'A', icon: 'i.png', activeIcon: 'j.png' },
        { pagePath: 'pages/b', ...none },
        { pagePath: '', ...none },
      ],
      tabBar: { textColor: 'red' },
      window: { defaultTitle: 'T' },
    })
  })

  test.each(['subPackages', 'subpackages'])('%s have pages too, from their own root', (name) => {
    const app = read({ pages: ['a'], [name]: [{ root: '/shop/', pages: ['b', '/c'] }, { root: 'none' }] })
    expect(app.pages).toEqual(['a', 'shop/b', 'shop/c'])
  })

  test('needs no tabs and no window', () => {
    const { tabs, tabBar, window } = read({ pages: ['a'], tabBar: 1, window: null })
    expect({ tabs, tabBar, window }).toEqual({ tabs: [], tabBar: {}, window: {} })
    expect(read({ pages: ['a'], tabBar: { items: 'none' } }).tabs).toEqual([])
  })

  test.each([[{}], [{ pages: [] }], [{ pages: 'a' }]])('%j has no pages', (app) => {
    expect(() => read(app)).toThrow(
      '/app.json:1:1: a mini program has pages. Write "pages": ["pages/index/index"]',
    )
  })
})

test('files given as text lie over those on the disk; a folder is not a file', () => {
  const folder = programFolder({ 'a.txt': 'disk' })
  const files = filesOnDisk({ [`${folder}/a.txt`]: 'text', '/only/text': '' })
  expect([files.read(`${folder}/a.txt`), files.read('/only/text'), files.read('/gone')]).toEqual([
    'text',
    '',
    undefined,
  ])
  expect([files.exists('/only/text'), files.exists('/gone'), files.exists(folder)]).toEqual([
    true,
    false,
    false,
  ])
  const disk = filesOnDisk()
  expect([disk.read(`${folder}/a.txt`), disk.exists(`${folder}/a.txt`)]).toEqual(['disk', true])
})
