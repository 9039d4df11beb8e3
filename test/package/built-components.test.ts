// The built ES5 files, joined as a mini program's build joins them, on a small fake of Alipay's `Component`.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { runInThisContext } from 'node:vm'
import { buildSync } from 'esbuild'
import { fakeMy, templateCode } from '../support/fake-my'

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

/** Runs `code` with `es/` as its folder and gives the options of the components it registers. */
function runBuilt(code: string): Options[] {
  const { outputFiles } = buildSync({
    stdin: { contents: code, resolveDir: es },
    bundle: true,
    format: 'iife',
    write: false,
  })
  const registered: Options[] = []
  const run = runInThisContext(`(function (Component, my) {${outputFiles[0]!.text}})`) as (
    component: (options: Options) => void,
    my: unknown,
  ) => void
  run((options) => registered.push(options), (globalThis as unknown as { my: unknown }).my)
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
  expect(instance.data).toMatchObject({ shown: true, view: { title: 'Messages from Yummy Chicken Rice' } })
  ;(instance.handleAnswer as Method).call(instance, { [templateCode]: 'AGREE' })
  await settle()
  expect(my.posted).toMatchObject([{ authCode: 'code-2', answers: [{ templateCode, type: 'AGREE' }] }])
  expect(onCallback).toHaveBeenCalledWith(expect.objectContaining({ success: true, type: 'AGREE' }))
})

test('what app.js passes to configure reaches the component, although they are separate files', async () => {
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

test('the built panel works alone', () => {
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
