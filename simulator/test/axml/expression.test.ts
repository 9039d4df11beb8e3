/** @jest-environment @stryker-mutator/jest-runner/jest-env/node */
import { compileAxml } from '../../src/axml/compile.js'
import { evaluate } from '../../src/harness/evaluate.js'
import { RenderContext } from '../../src/runtime/render-context.js'

const world = { warn: jest.fn() }

/** Of the last template that was compiled. */
let warnings: string[] = []

/** What an attribute of a component comes to, in the scope `data`. */
function valueOf(code: string, data: object, attribute = 'a') {
  const compiled = compileAxml({
    path: '/a.axml',
    text: `<box ${attribute}='${code}' />`,
    components: new Set(['box']),
    files: { read: () => undefined, resolve: (_from, target) => target },
  })
  warnings = compiled.warnings.map(({ message }) => message)
  const { root } = evaluate(compiled)([])
  let given: Record<string, unknown> = {}
  const context = Object.assign(Object.create(RenderContext.prototype) as RenderContext, {
    world,
    component: (_tag: string, props: Record<string, unknown>) => (given = props),
  })
  root(context, { ...data })
  return given[attribute]
}

function get(this: { n: number }) {
  return this.n
}

const data = {
  a: 1,
  b: { c: [10, { d: 'deep' }], 'x-y': 2 },
  f: (...given: number[]) => given.length,
  o: {
    n: 3,
    get,
  },
  list: [1, 2],
  name: 'c',
}

test.each([
  ['{{a}}', 1],
  ['{{"text"}}', 'text'],
  ['{{1.5}}', 1.5],
  ['{{true}}', true],
  ['{{null}}', null],
  ['{{undefined}}', undefined],
  ['{{NaN}}', NaN],
  ['{{Infinity}}', Infinity],
  ['{{missing}}', undefined],
  ['{{b.c[1].d}}', 'deep'],
  ['{{b["x-y"]}}', 2],
  ['{{b[name][0]}}', 10],
  ['{{b?.c}}', data.b.c],
  ['{{missing.a.b[0]}}', undefined],
  ['{{a + 1}}', 2],
  ['{{-a}}', -1],
  ['{{!a}}', false],
  ['{{typeof a}}', 'number'],
  ['{{a === 1 && "yes"}}', 'yes'],
  ['{{missing || "no"}}', 'no'],
  ['{{missing ?? "none"}}', 'none'],
  ['{{a ? "y" : "n"}}', 'y'],
  ['{{(a + 1) * 2}}', 4],
  ['{{[a, , ...list]}}', [1, undefined, 1, 2]],
  ['{{ {k: a, "x-y": 2, [name]: 3, 7: 4, ...o} }}', { k: 1, 'x-y': 2, c: 3, 7: 4, n: 3, get: get }],
  ['{{a, b: 2}}', { a: 1, b: 2 }],
  ['{{...o, n: 4}}', { n: 4, get: get }],
  ['{{`${a}-${missing}!`}}', '1-!'],
  ['{{f(1, ...list)}}', 3],
  ['{{o.get()}}', 3],
  ['{{o["get"]()}}', 3],
  ['x{{a}}y{{missing}}', 'x1y'],
  ['', ''],
  ['plain &amp; text', 'plain & text'],
  ['{{ "}}" }}', '}}'],
  ['{{ "\\"" }}', '"'],
])('%s', (code, value) => {
  expect(valueOf(code, data)).toEqual(value)
})

test.each([
  ['{{new Date()}}', 'a new expression'],
  ['{{a++}}', 'an update expression'],
  ['{{async () => 1}}', 'an arrow function expression'],
  ['{{() => { a }}}', 'an arrow function expression'],
  ['{{([x]) => x}}', 'an arrow function expression'],
  ['{{this}}', 'a this expression'],
  ['{{f`x`}}', 'a tagged template expression'],
])('%s is undefined, with a warning: %s', (code, what) => {
  expect(valueOf(code, data)).toBeUndefined()
  expect(warnings).toEqual([
    `/a.axml:1:11: ${what} can't stand in axml: undefined is taken. Compute it in the script or in an sjs module`,
  ])
})

test.each([
  ['{{/1/.test(a)}}', true],
  ['{{list.map(n => n + a).join("-")}}', '2-3'],
  ['{{[o].map(({ n, m = 4 }) => n + m)[0]}}', 7],
  ['{{a;}}', 1],
  ['{{ {{a}} }}', 1],
  ['{{a &gt; 0 &amp;&amp; name}}', 'c'],
])('%s is %s all the same', (code, value) => {
  expect(valueOf(code, data)).toEqual(value)
})

test.each(['{{a b}}', '{{)}}', '{{if}}', '{{a: }}', '{{(1, 2)}}'])('%s is not an expression', (code) => {
  expect(valueOf(code, data)).toBeUndefined()
  expect(warnings).toEqual([
    `/a.axml:1:11: ${code} can't be read: undefined is taken. It has to be one JavaScript expression`,
  ])
})

test.each([
  ['{{missing()}}', 'missing', '1:11'],
  ['{{b.gone()}}', 'b.gone', '1:11'],
  ['x {{a + b.c[1].d.no(1)}}', 'b.c[1].d.no', '1:17'],
  ['{{x: gone()}}', 'gone', '1:14'],
])('%s calls what is not a function', (code, name, place) => {
  valueOf(code, data)
  expect(world.warn).toHaveBeenCalledWith(
    `/a.axml:${place}: ${name} is not a function: undefined is taken. Define it, or correct the name`,
  )
})
