// The built ES5 files, joined as a mini program's build joins them, on a small fake of Alipay's `Component`.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { runInThisContext } from 'node:vm'
import { parse } from 'acorn'
import { buildSync } from 'esbuild'
import { type FakeMy, fakeMy, templateCode } from '../support/fake-my'

const es = join(__dirname, '..', '..', 'es')

type Bag = Record<string, unknown>
type Method = (this: Bag, ...values: unknown[]) => void
interface Options {
  data: Bag
  props: Bag
  methods: Record<string, Method>
  didMount: Method
  didUpdate: Method
  didUnmount?: Method
}

beforeAll(() => {
  if (!existsSync(join(es, 'subscribe-message/index.js')))
    throw new Error('es is missing: run `npm run build` first')
})

/** An open flow has timers, which would keep Node from ending. */
const unmount: (() => void)[] = []
afterEach(() => unmount.splice(0).forEach((end) => end()))

/** What `getApp` gives: nothing until App was called. */
let app: Bag | undefined
beforeEach(() => (app = undefined))

/** Runs `code` as a bundle of its own, with `es/` as its folder, and gives the options of the components it registers. */
function runBuilt(code: string): Options[] {
  const { outputFiles } = buildSync({
    stdin: { contents: code, resolveDir: es },
    bundle: true,
    format: 'iife',
    write: false,
  })
  const registered: Options[] = []
  const run = runInThisContext(`(function (Component, my, getApp, console) {${outputFiles[0]!.text}})`) as (
    component: (options: Options) => void,
    my: unknown,
    getApp: () => unknown,
    console: Console,
  ) => void
  const { my } = globalThis as unknown as { my: unknown }
  run(
    (options) => registered.push(options),
    my,
    () => app,
    console,
  )
  return registered
}

/** One instance of a component, which a test drives as the runtime would. */
function instanceOf(options: Options, props: Bag): Bag & { data: Bag; setProps(change: Bag): void } {
  const instance = Object.assign(Object.create(options.methods) as Bag, {
    props: { ...options.props, ...props },
    data: { ...options.data },
    setData(change: Bag) {
      Object.assign(instance.data, change)
    },
    setProps(change: Bag) {
      const before = instance.props
      instance.props = { ...before, ...change }
      options.didUpdate.call(instance, before, instance.data)
    },
  })
  options.didMount.call(instance)
  unmount.push(() => options.didUnmount?.call(instance))
  return instance
}

const entries = readdirSync(es, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.js'))

test.each(entries)('%s is ES5 and imports nothing, so every bundler takes it', (file) => {
  const { body } = parse(readFileSync(join(es, file), 'utf8'), { ecmaVersion: 5, sourceType: 'module' })
  expect(body.filter((statement) => 'source' in statement && statement.source)).toEqual([])
})

const settle = () => new Promise<void>((resolve) => setImmediate(resolve))

test('the built component asks, posts and reports', async () => {
  const my = fakeMy()
  const [options] = runBuilt("import './subscribe-message/index'")
  const onCallback = jest.fn()
  const instance = instanceOf(options!, {
    backendUrl: 'https://shop.example/api',
    templateIds: [templateCode],
    onCallback,
  })
  instance.setProps({ requestSubscribeMessage: true })
  await settle()
  expect(instance.data).toMatchObject({ shown: true, view: { title: 'Yummy Chicken Rice' } })
  ;(instance.handleAnswer as Method).call(instance, {
    templates: { [templateCode]: 'AGREE' },
    agreeLabel: 'Agree',
  })
  await settle()
  expect(my.posted).toMatchObject([{ authCode: 'code-2', answers: [{ templateCode, type: 'AGREE' }] }])
  expect(onCallback).toHaveBeenCalledWith(expect.objectContaining({ success: true, type: 'AGREE' }))
})

/** Opens the built component, which is told no address, and gives the requests it sends. */
async function requestsOfComponent({ requests }: FakeMy): Promise<string> {
  const [options] = runBuilt("import './subscribe-message/index'")
  const instance = instanceOf(options!, { templateIds: [templateCode] })
  instance.setProps({ requestSubscribeMessage: true })
  await settle()
  return requests.join()
}

const runConfigure = (options: object) =>
  runBuilt(`import { configure } from './configure'; configure(${JSON.stringify(options)})`)

test('what configure is told at the top of app.js reaches a component of another bundle', async () => {
  const my = fakeMy()
  runConfigure({ backendUrl: 'https://early.example' })
  app = {}
  expect(await requestsOfComponent(my)).toContain('https://early.example')
})

test('what configure is told in onLaunch replaces that, one option at a time', async () => {
  const my = fakeMy()
  runConfigure({ backendUrl: 'https://early.example', headers: { shop: '7' } })
  app = {}
  runConfigure({ backendUrl: 'https://launch.example' })
  expect(await requestsOfComponent(my)).toContain('https://launch.example')
  expect(my.sent[0]!.headers).toMatchObject({ shop: '7' })
})

test('where my takes no fields, configure says to be called in onLaunch, and works there', async () => {
  const my = fakeMy()
  Object.freeze((globalThis as unknown as { my: object }).my)
  const warn = jest.spyOn(console, 'warn').mockImplementation()
  runConfigure({ backendUrl: 'https://early.example' })
  expect(warn.mock.calls).toEqual([[expect.stringMatching(/configure in onLaunch/)]])
  app = {}
  runConfigure({ backendUrl: 'https://launch.example' })
  expect(await requestsOfComponent(my)).toContain('https://launch.example')
  expect(warn).toHaveBeenCalledTimes(1)
})

test('two versions of the package in one program share what both know, and keep what one does not', async () => {
  const my = fakeMy()
  const other = { options: { backendUrl: 'https://other.example' } }
  app = { __miniMessage1: { options: { headers: { shop: '7' } }, added: 1 }, __miniMessage2: other }
  runConfigure({ backendUrl: 'https://ours.example' })
  expect(await requestsOfComponent(my)).toContain('https://ours.example')
  expect(my.sent[0]!.headers).toMatchObject({ shop: '7' })
  expect(app).toMatchObject({ __miniMessage1: { added: 1 }, __miniMessage2: other })
})

test('configure and a component in one bundle know each other too', async () => {
  const my = fakeMy()
  const [options] = runBuilt(
    "import { configure } from './configure'; import './subscribe-message/index'; configure({ backendUrl: 'https://configured.example' })",
  )
  const instance = instanceOf(options!, { templateIds: [templateCode] })
  instance.setProps({ requestSubscribeMessage: true })
  await settle()
  expect(my.requests.join()).toContain('https://configured.example')
  expect(instance.data.shown).toBe(true)
})

test('the built panel stands alone', () => {
  fakeMy()
  const [options] = runBuilt("import './subscribe-panel/index'")
  const instance = instanceOf(options!, {
    senderName: 'Yummy Chicken Rice',
    privacyUrl: 'https://shop.example/privacy',
    templates: [{ templateCode, title: 'Order ready', kind: 'LONG_TERM' }],
  })
  instance.setProps({ visible: true })
  expect(instance.data).toMatchObject({ shown: true, view: { templates: [{ title: 'Order ready' }] } })
})
