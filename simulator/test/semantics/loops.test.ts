import { inline } from '../support/inline.js'

type Self = { data: Record<string, unknown>; setData(change: object, done?: () => void): void }

const box = (options: object, axml = '<text>{{n}}</text>') => inline({ box: { axml, options } })

describe('a didUpdate that sets the same value again stops by itself', () => {
  test.each([
    ['a number', () => 7],
    ['a text', () => 'seven'],
    ['nothing', () => undefined],
    ['NaN', () => NaN],
    ['a new object each time', () => ({ a: [1, { b: 2 }] })],
    ['a new list each time', () => [1, 2]],
  ])('%s', async (_name, valueOf) => {
    let updates = 0
    const harness = box({
      data: { n: 0, other: 0 },
      didUpdate(this: Self) {
        updates += 1
        this.setData({ n: valueOf() })
      },
    })
    const mounted = await harness.mount('box')
    mounted.instance.setData({ other: 1 })
    await harness.flush()
    expect(updates).toBeLessThan(5)
    expect(mounted.data()['n']).toEqual(valueOf())
  })

  test('the same object, at a path inside of data', async () => {
    const held = { a: 1 }
    let updates = 0
    const harness = box(
      {
        data: { n: { at: held } },
        didUpdate(this: Self) {
          updates += 1
          this.setData({ 'n.at': held, 'n.count': 1 })
        },
      },
      '<text>{{n.count}}</text>',
    )
    const mounted = await harness.mount('box')
    mounted.instance.setData({ other: 1 })
    await harness.flush()
    expect([updates < 5, mounted.texts()]).toEqual([true, ['1']])
  })
})

describe('a value that was changed in place is drawn', () => {
  test('the same list', async () => {
    const harness = box({ data: { list: [1] } }, '<text>{{list.length}}</text>')
    const mounted = await harness.mount('box')
    const list = mounted.data()['list'] as number[]
    for (const expected of ['2', '3']) {
      list.push(1)
      mounted.instance.setData({ list })
      await harness.flush()
      expect(mounted.texts()).toEqual([expected])
    }
  })

  test('in a didUpdate, until it no longer changes', async () => {
    const list = [0]
    const harness = box(
      {
        data: { list },
        didUpdate(this: Self) {
          const held = this.data['list'] as number[]
          if (held.length < 5) held.push(1)
          this.setData({ list: held })
        },
      },
      '<text>{{list.length}}</text>',
    )
    const mounted = await harness.mount('box')
    mounted.instance.setData({ other: 1 })
    await harness.flush()
    expect(mounted.texts()).toEqual(['5'])
  })
})

test("what an inner component's didUpdate changes in its owner is drawn", async () => {
  const harness = inline({
    inner: {
      axml: '<text>{{n}}</text>',
      options: {
        didUpdate(this: { props: { n: number; onMore(): void } }) {
          if (this.props.n < 3) this.props.onMore()
        },
      },
    },
    owner: {
      axml: '<inner n="{{n}}" onMore="more" />',
      using: ['inner'],
      options: {
        data: { n: 0 },
        methods: {
          more(this: Self) {
            this.setData({ n: (this.data['n'] as number) + 1 })
          },
        },
      },
    },
  })
  const mounted = await harness.mount('owner')
  mounted.instance.setData({ n: 1 })
  await harness.flush()
  expect(mounted.texts()).toEqual(['3'])
})

test('setData that changes nothing calls back all the same', async () => {
  const harness = box({ data: { n: 1 } })
  const done = jest.fn()
  const mounted = await harness.mount('box')
  mounted.instance.setData({ n: 1 }, done)
  expect(done).not.toHaveBeenCalled()
  await harness.flush()
  expect(done).toHaveBeenCalledTimes(1)
})

describe('a real loop is cut, with its name', () => {
  test('in a component', async () => {
    const harness = box({
      data: { n: 0 },
      didUpdate(this: Self) {
        this.setData({ n: (this.data['n'] as number) + 1 })
      },
    })
    const mounted = await harness.mount('box')
    mounted.instance.setData({ n: 1 })
    await expect(harness.flush()).rejects.toThrow('box: setData of n was called 100 times in a row')
    // It is told once, and the component goes on when it is asked to.
    mounted.instance.setData({ n: -1 })
    await harness.flush()
    expect(mounted.texts()).not.toEqual(['1'])
  })

  test('between a component and its owner', async () => {
    const harness = inline({
      inner: {
        axml: '<text>{{n}}</text>',
        options: {
          didUpdate(this: { props: { onMore(): void } }) {
            this.props.onMore()
          },
        },
      },
      owner: {
        axml: '<inner n="{{n}}" onMore="more" />',
        using: ['inner'],
        options: {
          data: { n: 0 },
          methods: {
            more(this: Self) {
              this.setData({ n: (this.data['n'] as number) + 1 })
            },
          },
        },
      },
    })
    const mounted = await harness.mount('owner')
    mounted.instance.setData({ n: 1 })
    await expect(harness.flush()).rejects.toThrow('owner: setData of n was called 100 times in a row')
  })

  test.each([
    ['a component that holds itself', '<box /><text>rest</text>'],
    ['one that holds itself twice', '<box /><box /><text>rest</text>'],
  ])('%s', async (_name, axml) => {
    const harness = inline({ box: { axml, using: ['box'] } })
    await expect(harness.mount('box')).rejects.toThrow(
      '/inline/box.axml:1:1: <box> holds itself without an end',
    )
    expect(document.body.textContent).toContain('rest')
    harness.errors.splice(0)
  })

  test('a template that holds itself twice', async () => {
    const axml =
      '<template name="t"><template is="t" /><template is="t" /></template><template is="t" /><text>rest</text>'
    const harness = inline({ box: { axml } })
    await expect(harness.mount('box')).rejects.toThrow('<template name="t"> holds itself without an end')
    expect(document.body.textContent).toBe('rest')
  })
})

test('a chain of callbacks may be longer', async () => {
  const harness = box({
    data: { n: 0 },
    didMount(this: Self) {
      const next = () => {
        const n = this.data['n'] as number
        if (n < 150) this.setData({ n: n + 1 }, next)
      }
      next()
    },
  })
  const mounted = await harness.mount('box')
  for (let round = 0; round < 100 && mounted.data()['n'] !== 150; round += 1) {
    await harness.flush()
  }
  expect(mounted.data()['n']).toBe(150)
})

test('many changes before one drawing are no loop', async () => {
  const harness = box({ data: { n: 0 } })
  const mounted = await harness.mount('box')
  for (let n = 1; n <= 500; n += 1) mounted.instance.setData({ n })
  await harness.flush()
  expect(mounted.texts()).toEqual(['500'])
})

test.each([Infinity, 1e9])('a:for of %d draws as many as can be drawn, with a warning', async (count) => {
  const harness = box({ data: { count } }, '<block a:for="{{count}}">x</block>')
  await harness.mount('box')
  expect(harness.warnings).toEqual([`box: a:for of ${count} draws the first 10000`])
})

test('a component whose data fails is told, and the rest of its owner is drawn', async () => {
  const data = () => {
    throw new Error('no data')
  }
  const harness = inline({
    bad: { axml: '<text>bad {{n}}</text>', options: { data } },
    owner: { axml: '<bad /><text>rest</text>', using: ['bad'] },
  })
  await expect(harness.mount('owner')).rejects.toThrow('no data')
  expect(document.body.textContent).toBe('bad rest')
})
