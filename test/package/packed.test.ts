// The package as npm would publish it: packed, unpacked, and used by a consumer.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, parse } from 'node:path'
import { version } from '../../src/version'
import { alsoInstall, outputOf, packInto, type PackedPackage, project } from '../support/packed-package'

/** The one that most consumers have, and the one that takes a fifth of its time. */
const compilers = { 5: 'typescript/bin/tsc', 7: 'typescript-7/bin/tsc' }

let work: string
let packed: PackedPackage
beforeAll(() => {
  work = mkdtempSync(join(tmpdir(), 'mini-message-packed-'))
  packed = packInto(work)
  alsoInstall(work, '@types/react', '@types/jest', 'csstype', 'vue', '@vue')
})
afterAll(() => rmSync(work, { recursive: true }))

const consume = (name: string, code: string) => {
  writeFileSync(join(work, name), code)
  return name
}

test('it holds the components, the H5 script, the types, and nothing else', () => {
  const expected =
    /^(es\/|languages\/|dist\/(h5|testing)\/|types\/|LICENSE$|README(\.zh-CN)?\.md$|CHANGELOG\.md$|package\.json$|docs\/(contract|errors|languages|versions)\.md$|(components\/[\w-]+|testing)\/README\.md$)/
  const { files } = packed
  expect(files.filter((file) => !expected.test(file))).toEqual([])
  for (const name of ['subscribe-message', 'subscribe-panel'])
    for (const kind of ['js', 'axml', 'json', 'd.ts']) expect(files).toContain(`es/${name}/index.${kind}`)
  for (const kind of ['js', 'min.js', 'mjs', 'd.ts'])
    expect(files).toContain(`dist/h5/subscribe-message.${kind}`)
  expect(files).toEqual(
    expect.arrayContaining([
      'LICENSE',
      'README.md',
      'README.zh-CN.md',
      'es/configure.js',
      'es/configure.d.ts',
    ]),
  )
})

test('it has no dependency to install', () => {
  expect(packed.manifest).not.toHaveProperty('dependencies')
  expect(packed.manifest).not.toHaveProperty('peerDependencies')
})

test('the version in the code, which goes into the consent record, is that of the package', () => {
  const manifest = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8')) as { version: string }
  expect(version).toBe(manifest.version)
})

type Targets = string | { [condition: string]: Targets }
const filesIn = (target: Targets): string[] =>
  typeof target === 'string' ? [target] : Object.values(target).flatMap(filesIn)

test('every entry of package.json is a file of the package', () => {
  const { files, manifest } = packed
  const named = ['main', 'module', 'types', 'unpkg', 'jsdelivr'].map((key) => manifest[key] as string)
  const exported = Object.values(manifest.exports as Record<string, Targets>).flatMap(filesIn)
  const paths = [...named, ...exported]
    .map((path) => path.replace(/^\.\//, ''))
    .filter((path) => !path.includes('*'))
  expect(paths.filter((path) => !files.includes(path))).toEqual([])
})

test('it can be imported in Node, where there is no page, without doing anything', () => {
  const script = consume(
    'import.mjs',
    "import { SubscribeMsg } from 'mini-message'\nprocess.stdout.write(typeof SubscribeMsg)\n",
  )
  const output = execFileSync(process.execPath, [script], { cwd: work, encoding: 'utf8' })
  expect(output).toBe('function')
})

test.each([
  ['configure', 'configure'],
  ['request', 'requestSubscribeMessage'],
])('es/%s can be imported in Node, where there is no my', (entry, name) => {
  const imported = `import('mini-message/es/${entry}').then((it) => process.stdout.write(typeof it.${name}))`
  const output = execFileSync(process.execPath, ['-e', imported], { cwd: work, encoding: 'utf8' })
  expect(output).toBe('function')
})

test('a language pack can be imported in Node and given to both faces', () => {
  const script = consume(
    'languages.mjs',
    `import { ja } from 'mini-message/languages/ja'
    import { SubscribeMsg } from 'mini-message'
    import { configure } from 'mini-message/es/configure'
    SubscribeMsg.configure({ languages: [ja] })
    configure({ languages: [ja] })
    process.stdout.write(ja.language + ja.texts.agree)\n`,
  )
  const output = execFileSync(process.execPath, ['--no-warnings', script], { cwd: work, encoding: 'utf8' })
  expect(output).toBe('ja同意する')
})

test('each language is there for bundlers and mini programs, for TypeScript and for a script tag', () => {
  const languages = readdirSync(join(project, 'src/languages')).map((file) => parse(file).name)
  expect(languages).toContain('ja')
  for (const language of languages)
    for (const file of [
      `languages/${language}.js`,
      `languages/${language}.d.ts`,
      `dist/h5/languages/${language}.js`,
    ])
      expect(packed.files).toContain(file)
})

test.each([
  ['subscribe-message/index', "import 'mini-message/es/subscribe-message/index'", 'Component('],
  ['subscribe-panel/index', "import 'mini-message/es/subscribe-panel/index'", 'Component('],
  [
    'languages',
    "import { ja } from 'mini-message/languages/ja'; import { configure } from 'mini-message/es/configure'; configure({ languages: [ja] })",
    '{superApp}',
  ],
  [
    'request',
    "import { requestSubscribeMessage } from 'mini-message/es/request'; requestSubscribeMessage()",
    'getCurrentPages(',
  ],
  ['configure', "import { configure } from 'mini-message/es/configure'; configure({})", 'getApp('],
])('webpack 5 resolves and bundles %s', (_, entry, kept) => {
  consume('entry.js', entry)
  const script = consume(
    'webpack.cjs',
    `const webpack = require(${JSON.stringify(require.resolve('webpack'))})
      const config = { mode: 'production', target: ['web', 'es5'], entry: './entry.js', context: __dirname }
      webpack({ ...config, output: { path: __dirname, filename: 'out.js' } }, (error, stats) => {
        if (error) throw error
        process.stdout.write(stats.toString({ all: false, errors: true, warnings: true }))
      })\n`,
  )
  rmSync(join(work, 'out.js'), { force: true })
  expect(execFileSync(process.execPath, [script], { cwd: work, encoding: 'utf8' })).toBe('')
  expect(readFileSync(join(work, 'out.js'), 'utf8')).toContain(kept)
})

const consumer = `
import SubscribeMsg, { SubscribeMsg as named } from 'mini-message'
import { configure } from 'mini-message/es/configure'
import { ja } from 'mini-message/languages/ja'
import { getSubscriptions, requestSubscribeMessage } from 'mini-message/es/request'
import type { SubscribeMessageProps } from 'mini-message/es/subscribe-message/index'
import { answerWith, opened, SubscribeMsg as Fake } from 'mini-message/testing'

configure({ backendUrl: 'https://shop.example/api', languages: [ja] })
SubscribeMsg.configure({ languages: [ja] })
export const isOne: typeof named = SubscribeMsg
const subscribeMsg = new SubscribeMsg({ target: document.body, props: { templateIds: ['2021'] } })
export const open = async () => {
  const result = await subscribeMsg.requestSubscribeMessage()
  if (!result.success) return result.errorCode
  // @ts-expect-error a failure has no type: the union is real, not any
  const impossible: 'MAYBE' = result.type
  return impossible
}
export const called = async () => {
  const result = await requestSubscribeMessage({ templateIds: ['2021'], id: 'bell' })
  const states = await getSubscriptions({ templateIds: ['2021'] })
  // @ts-expect-error there is no such state
  if (states['2021'] === 'maybe') return
  return result.success && result.subscriptionIds
}
export const onResult: SubscribeMessageProps['onResult'] = ({ detail, currentTarget }) =>
  detail.success ? currentTarget.dataset : detail.errorCode
answerWith('AGREE', { 2021: 'REJECT' }, 'CANCELLED')
export const faked: Promise<{ success: boolean }> = new Fake({ props: { templateIds: ['2021'] } }).requestSubscribeMessage()
export const asked: (string[] | undefined)[] = opened.map(({ templateIds }) => templateIds)
export const onCallback: SubscribeMessageProps['onCallback'] = (result) => {
  // @ts-expect-error not before success is known
  result.type
}
`

const compile = (typescript: keyof typeof compilers, file: string, ...flags: string[]) => {
  const tsc = join(project, 'node_modules', compilers[typescript])
  const always = ['--noEmit', '--strict', '--target', 'ES2020', '--lib', 'ES2020,DOM']
  return outputOf(process.execPath, [tsc, ...always, ...flags, file], work)
}

test.each([
  [5, 'bundler', 'ESNext'],
  [7, 'node16', 'Node16'],
  [7, 'nodenext', 'NodeNext'],
] as const)(
  'a TypeScript %i consumer with moduleResolution %s gets real types',
  (typescript, moduleResolution, module) => {
    const file = consume('consumer.mts', consumer)
    expect(compile(typescript, file, '--module', module, '--moduleResolution', moduleResolution)).toBe('')
  },
)

test('a test in CommonJS gets real types of the stand-in', () => {
  const file = consume(
    'consumer.cts',
    `import { answerWith, SubscribeMsg } from 'mini-message/testing'
    answerWith('REJECT')
    // @ts-expect-error an answer is needed
    answerWith()
    export const asked: Promise<{ success: boolean }> = new SubscribeMsg().requestSubscribeMessage()\n`,
  )
  expect(compile(7, file, '--module', 'Node16', '--moduleResolution', 'node16')).toBe('')
})

test('the stand-in has its types for moduleResolution node, which knows no exports', () => {
  const file = consume(
    'consumer.ts',
    "import { opened } from 'mini-message/testing'\nexport const calls: number = opened.length\n",
  )
  expect(compile(5, file, '--module', 'ESNext', '--moduleResolution', 'node10')).toBe('')
})

test('TSX knows the tags, their props and their events', () => {
  const file = consume(
    'consumer.tsx',
    `export const bell = (
      <subscribe-message
        id="bell"
        data-item={7}
        key="bell"
        requestSubscribeMessage={false}
        templateIds={['2021']}
        theme="dark"
        onResult={({ detail }) => detail.success && detail.type}
      />
    )
    export const panel = <subscribe-panel visible onAnswered={({ detail }) => detail['2021'] === 'AGREE'} />
    // @ts-expect-error there is no such theme
    export const blue = <subscribe-message theme="blue" />
    // @ts-expect-error there is no such prop
    export const wrong = <subscribe-message templates={['2021']} template="2021" />\n`,
  )
  const flags = ['--jsx', 'react-jsx', '--module', 'ESNext', '--moduleResolution', 'bundler']
  expect(compile(7, file, ...flags, '--types', 'mini-message/es/jsx')).toBe('')
})

test('templates of Vue know the tags, their props and their events', () => {
  const file = consume(
    'consumer-vue.ts',
    `import type { GlobalComponents } from 'vue'
    type Props<Name extends keyof GlobalComponents> = InstanceType<GlobalComponents[Name]>['$props']
    export const tag: Props<'SubscribeMessage'> = {
      templateIds: ['2021'],
      onResult: ({ detail }) => detail.success,
    }
    export const panel: Props<'SubscribePanel'> = { visible: true }
    // @ts-expect-error there is no such theme
    export const blue: Props<'SubscribeMessage'> = { theme: 'blue' }\n`,
  )
  const flags = ['--module', 'ESNext', '--moduleResolution', 'bundler', '--skipLibCheck']
  expect(compile(7, file, ...flags, '--types', 'mini-message/es/vue')).toBe('')
})

/** What a program printed, whether or not it failed. */
function stdoutOf(execute: () => string): string {
  try {
    return execute()
  } catch (error) {
    return (error as { stdout: string }).stdout
  }
}

describe("mini-message/testing, in a merchant's own jest", () => {
  const notify = `
    async function ask(SubscribeMsg, requestSubscribeMessage) {
      const callback = jest.fn(() => { throw new Error('of the shop') })
      const inH5 = await new SubscribeMsg({ props: { templateIds: ['1', '2'], callback } }).requestSubscribeMessage()
      const inDsl = await requestSubscribeMessage({ templateIds: ['1'] })
      return { inH5, inDsl, calls: callback.mock.calls.length }
    }`
  const rules = `
    beforeEach(() => { testing.reset(); jest.spyOn(console, 'error').mockImplementation(() => undefined) })
    test('agreed to by itself', async () => {
      const { inH5, inDsl, calls } = await notify()
      expect(inH5).toEqual({ success: true, type: 'AGREE', templates: { 1: 'AGREE', 2: 'AGREE' },
        subscriptionIds: { 1: 'subscription-1', 2: 'subscription-2' }, fresh: true })
      expect([inDsl.type, calls]).toEqual(['AGREE', 1])
    })
    test('one answer after the other, the last one stays', async () => {
      testing.answerWith({ 2: 'AGREE' }, 'CANCELLED')
      const { inH5, inDsl } = await notify()
      expect(inH5).toMatchObject({ type: 'AGREE', templates: { 1: 'REJECT', 2: 'AGREE' } })
      expect(inDsl).toMatchObject({ success: false, errorCode: 'CANCELLED' })
      expect((await notify()).inH5).toMatchObject({ errorCode: 'CANCELLED' })
      expect(testing.opened.map(({ templateIds }) => templateIds.join())).toEqual(['1,2', '1', '1,2', '1'])
      expect(await testing.getSubscriptions({ templateIds: ['1', '2', '3'] }))
        .toEqual({ 1: 'unsubscribed', 2: 'subscribed', 3: 'unsubscribed' })
    })
    test('rejected, and an error', async () => {
      testing.answerWith('REJECT', 'NETWORK')
      const { inH5, inDsl } = await notify()
      expect([inH5.type, inDsl.errorCode]).toEqual(['REJECT', 'NETWORK'])
    })`

  function runJest(file: string, code: string, nodeOptions = ''): string {
    consume(file, code)
    consume('jest.config.json', JSON.stringify({ testMatch: [`**/${file}`], transform: {}, haste: {} }))
    return stdoutOf(() =>
      execFileSync(
        process.execPath,
        [require.resolve('jest/bin/jest'), '--config', 'jest.config.json', '--rootDir', work, '--json'],
        { cwd: work, encoding: 'utf8', env: { ...process.env, NODE_OPTIONS: nodeOptions }, stdio: 'pipe' },
      ),
    )
  }
  const passed = (output: string) => (JSON.parse(output) as { numPassedTests: number }).numPassedTests

  test('CommonJS: it replaces both modules in a line each', () => {
    const code = `
      jest.mock('mini-message', () => require('mini-message/testing'))
      jest.mock('mini-message/es/request', () => require('mini-message/testing'))
      const testing = require('mini-message/testing')
      const { SubscribeMsg } = require('mini-message')
      const { requestSubscribeMessage } = require('mini-message/es/request')
      ${notify}
      const notify = () => ask(SubscribeMsg, requestSubscribeMessage)
      ${rules}`
    expect(passed(runJest('fake.test.cjs', code))).toBe(3)
  })

  test('ES modules: the same', () => {
    const code = `
      import { jest } from '@jest/globals'
      import * as testing from 'mini-message/testing'
      jest.unstable_mockModule('mini-message', () => testing)
      jest.unstable_mockModule('mini-message/es/request', () => testing)
      const { default: SubscribeMsg } = await import('mini-message')
      const { requestSubscribeMessage } = await import('mini-message/es/request')
      ${notify}
      const notify = () => ask(SubscribeMsg, requestSubscribeMessage)
      ${rules}`
    expect(passed(runJest('fake.test.mjs', code, '--experimental-vm-modules'))).toBe(3)
  })
})
