import { inline } from '../support/inline.js'

type Bag = Record<string, unknown>
interface Self {
  data: Bag
  setData(change: Bag, done?: () => void): void
}

const launched = async (
  options: object,
  axml = '<text>{{text}}</text>',
  parts: Record<string, object> = {},
) => {
  const harness = inline(
    {
      app: { axml: '' },
      home: { axml, options, using: Object.keys(parts) },
      ...Object.fromEntries(Object.entries(parts).map(([tag, part]) => [tag, { axml: '', options: part }])),
    },
    { texts: { 'app.json': '{ "pages": ["home"] }' } },
  )
  const program = await harness.launch('.')
  return { harness, program, page: program.page(), texts: () => program.screen().texts() }
}

describe("a page's data", () => {
  test('that is set is drawn, then the callback comes', async () => {
    const { harness, page, texts } = await launched({ data: { text: 'old' } })
    const order: unknown[] = []
    page.setData({ text: 'new' }, () => order.push(texts()))
    order.push(texts())
    await harness.flush()
    expect(order).toEqual([['old'], ['new']])
  })

  test('that is set while it loads lands in the first drawing, and the callback comes', async () => {
    const drawn: unknown[] = []
    const done = jest.fn()
    const harness = inline(
      {
        app: { axml: '' },
        home: {
          axml: '<import-sjs name="seen" from="./seen.sjs" /><text>{{seen(text)}}</text>',
          options: {
            data: { text: 'old' },
            onLoad(this: Self) {
              this.setData({ text: 'new' }, done)
              this.setData({ other: 1 })
            },
          },
        },
      },
      {
        texts: { 'app.json': '{ "pages": ["home"] }' },
        sjs: { 'seen.sjs': { default: (text: unknown) => drawn.push(text) } },
      },
    )
    await harness.launch('.')
    expect([drawn, done.mock.calls]).toEqual([['new'], [[]]])
  })

  test('that a component sets when it is there is drawn', async () => {
    const part = {
      didMount(this: { $page: Self }) {
        this.$page.setData({ text: 'part is there' })
      },
    }
    const { texts } = await launched({}, '<part /><text>{{text}}</text>', { part })
    expect(texts()).toEqual(['part is there'])
  })

  test('may come from a function', async () => {
    const { page, texts } = await launched({ data: () => ({ text: 'made' }) })
    expect([page.data, texts()]).toEqual([{ text: 'made' }, ['made']])
  })

  test('may be missing', async () => {
    expect((await launched({})).page.data).toEqual({})
  })

  test('of a page that is gone is dropped', async () => {
    const { harness, program, page } = await launched({ data: { text: 'old' } })
    const done = jest.fn()
    program.router.closeAll()
    page.setData({ text: 'new' }, done)
    await expect(harness.flush()).resolves.toBeUndefined()
    expect(done).not.toHaveBeenCalled()
  })
})

describe('`this` of a page', () => {
  test("has its other members, each page's own, but none in place of the platform's", async () => {
    const options = { kept: { list: [1] }, is: 'something else' }
    const { page } = await launched(options)
    expect([page['kept'], page.is]).toEqual([options.kept, 'home'])
    expect(page['kept']).not.toBe(options.kept)
  })

  test('is its own $page', async () => {
    const { page } = await launched({})
    expect(page['$page']).toBe(page)
  })
})

test.each(['onLoad', 'onShow', 'onReady'])(
  'what %s throws is told, also when it comes late',
  async (name) => {
    const failing = () => {
      throw new Error('at once')
    }
    await expect(launched({ [name]: failing })).rejects.toThrow('at once')
    await expect(launched({ [name]: () => Promise.reject(new Error('late')) })).rejects.toThrow('late')
  },
)
