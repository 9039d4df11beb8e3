// What Alipay's IDE needs of the built mini program. It was not opened in the real IDE.
import { existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { parse, type Program } from 'acorn'

const root = join(__dirname, '..', '..', 'demo', 'mini-program', 'dist')
const all = existsSync(root) ? readdirSync(root, { recursive: true, encoding: 'utf8' }) : []
const read = (file: string) => readFileSync(join(root, file), 'utf8')
const json = (file: string) => JSON.parse(read(file)) as Record<string, unknown>
const exists = (file: string) => existsSync(join(root, file))
const filesWith = (extension: string) => all.filter((file) => file.endsWith(extension))

const pages = () => json('app.json').pages as string[]
const usedBy = (file: string) => Object.values((json(file).usingComponents ?? {}) as Record<string, string>)

/** A path in usingComponents: relative to the file, from the root, or of a package in node_modules. */
const resolveComponent = (path: string, file: string) => {
  if (path.startsWith('/')) return path.slice(1)
  return path.startsWith('.') ? join(dirname(file), path) : join('node_modules', path)
}

/** All pages and components that the program reaches, without extension. */
function reached(): string[] {
  const found = new Set<string>()
  const visit = (path: string) => {
    if (found.has(path)) return
    found.add(path)
    for (const used of usedBy(`${path}.json`)) visit(resolveComponent(used, path))
  }
  pages().forEach(visit)
  return [...found]
}

const syntax = (file: string): Program => parse(read(file), { ecmaVersion: 5, sourceType: 'module' })

const imports = (file: string) =>
  syntax(file).body.flatMap((node) => ('source' in node && node.source ? [String(node.source.value)] : []))

const resolveImport = (path: string, file: string) =>
  path.startsWith('.') ? join(dirname(file), path) : join('node_modules', path)

beforeAll(() => {
  if (!exists('app.json')) throw new Error('demo/mini-program/dist is missing: run `npm run build` first')
})

test('the project file has only keys of format 2', () => {
  const project = json('mini.project.json')
  const known = [
    'format',
    'compileType',
    'miniprogramRoot',
    'compileOptions',
    'uploadExclude',
    'assetsInclude',
  ]
  const knownOptions = [
    'component2',
    'typescript',
    'less',
    'treeShaking',
    'transpile',
    'globalObjectMode',
    'resolveAlias',
  ]
  expect(Object.keys(project).filter((key) => !known.includes(key))).toEqual([])
  expect(Object.keys(project.compileOptions as object).filter((key) => !knownOptions.includes(key))).toEqual(
    [],
  )
  expect(project).toMatchObject({ format: 2, compileType: 'mini', compileOptions: { component2: true } })
  expect(exists(join(project.miniprogramRoot as string, 'app.json'))).toBe(true)
})

test('each page and each component it reaches has its script, template and settings inside the root', () => {
  const paths = reached()
  expect(paths).toContain('pages/index/index')
  expect(paths).toContain('node_modules/mini-message/es/subscribe-message/index')
  expect(paths).toContain('node_modules/mini-message/es/panel-sheet/index')
  expect(paths.filter((path) => path.startsWith('..'))).toEqual([])
  const missing = paths
    .flatMap((path) => ['js', 'axml', 'json'].map((kind) => `${path}.${kind}`))
    .filter((file) => !exists(file))
  expect(missing).toEqual([])
})

test('what is used as a component says that it is one', () => {
  const components = reached().filter((path) => !pages().includes(path))
  expect(components.filter((path) => json(`${path}.json`).component !== true)).toEqual([])
})

test('each tag with a hyphen in a template is a component that its settings name, or the platform has', () => {
  const ofThePlatform = ['scroll-view']
  const unknown = reached().flatMap((path) => {
    const tags = [...read(`${path}.axml`).matchAll(/<([a-z]+-[\w-]+)/g)].map((match) => match[1]!)
    const known = [...ofThePlatform, ...Object.keys(json(`${path}.json`).usingComponents ?? {})]
    return tags.filter((tag) => !known.includes(tag)).map((tag) => `${path}: ${tag}`)
  })
  expect(unknown).toEqual([])
})

test('each handler that a template of a page names is a method of its script', () => {
  const unknown = pages().flatMap((path) => {
    const names = [...read(`${path}.axml`).matchAll(/\s(?:on|catch)[A-Z]\w*="(\w+)"/g)].map(
      (match) => match[1]!,
    )
    return names
      .filter((name) => !read(`${path}.js`).includes(`${name}: function`))
      .map((name) => `${path}: ${name}`)
  })
  expect(unknown).toEqual([])
})

test('every script is ES5 with ES modules', () => {
  expect(filesWith('.js').length).toBeGreaterThan(8)
  const scripts = filesWith('.js').filter((file) => !file.includes(join('mini-message', 'dist')))
  for (const file of scripts) expect(() => syntax(file)).not.toThrow()
})

test('every module that a script imports is a file inside the root', () => {
  const scripts = [
    'app.js',
    ...reached().map((path) => `${path}.js`),
    'texts.js',
    'shop.js',
    'config.js',
    'subscribing.js',
  ]
  const lost = scripts.flatMap((file) =>
    imports(file)
      .map((path) => resolveImport(path, file))
      .filter((path) => relative('.', path).startsWith('..') || !exists(`${path}.js`)),
  )
  expect(scripts.flatMap(imports)).toContain('mini-message/es/configure')
  expect(lost).toEqual([])
})

test('nothing is a link, which the IDE would not follow', () => {
  expect(all.filter((file) => lstatSync(join(root, file)).isSymbolicLink())).toEqual([])
})
