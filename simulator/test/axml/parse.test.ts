/** @jest-environment @stryker-mutator/jest-runner/jest-env/node */
import fc from 'fast-check'
import { compileAxml } from '../../src/axml/compile.js'
import { evaluate } from '../../src/harness/evaluate.js'

const compile = (text: string, files: Record<string, string> = {}) =>
  compileAxml({
    path: '/a.axml',
    text,
    components: new Set(['box']),
    files: { read: (path) => files[path], resolve: (_from, target) => `/${target.replace(/^\.?\//, '')}` },
  })

const messagesOf = (text: string, files?: Record<string, string>) =>
  compile(text, files).warnings.map(({ message }) => message)

/** What the root draws, as code. */
const rootOf = (text: string) => /root: \(c, d\) => \[(.*)\] }$/.exec(compile(text).code)?.[1]

test.each([
  ['<view>', '1:1', '<view> is never closed. Add </view>'],
  [
    '<view>\n  <text>\n</view>',
    '3:1',
    '</view> stands where <text> (line 2, column 3) is still open. Close text first',
  ],
  [
    '<view><text></view>',
    '1:13',
    '</view> stands where <text> (line 1, column 7) is still open. Close text first',
  ],
  ['a</view>', '1:2', '</view> closes nothing. Remove it, or open the element before'],
  ['<view></view', '1:7', '</view is never ended. Add >'],
  ['<view a=b />', '1:9', `the value of a has no quotes. Write a="…" or a='…'`],
  ['<view a="b />', '1:9', 'the value of a never ends. Add "'],
  ["<view a='b>\n<text c='d'></text></view>", '1:9', "the value of a never ends. Add '"],
  ['<view a="1" a="2" />', '1:13', 'a is given twice on <view>. Keep one of them'],
  ['<view', '1:1', '<view is never ended. Add >'],
  ['<view <text/></view>', '1:1', '<view is never ended. Add >'],
  ['<view " />', '1:7', `"\\"" can't stand in <view>. Write name="value"`],
  ['<view {{...a}} />', '1:7', `"{{...a}}" can't stand in <view>. Write name="value"`],
  ['<!-- x', '1:1', 'the comment is never closed. Add -->'],
  ['<!--> a', '1:1', 'the comment is never closed. Add -->'],
  ['<?xml version="1.0"?>', '1:1', "<? can't stand in axml. Remove it"],
  ['<wxs module="m">var a = "<view>"</wxs>', '1:1', "<wxs> can't stand in axml. Import it: <import-sjs"],
  ['<view a="{{b" />', '1:10', '{{ is never closed. Add }}'],
  ['<view a="{{b == "c"}}" />', '1:17', 'a value in " holds ". Write \' inside {{}}'],
  ['{{a', '1:1', '{{ is never closed. Add }}'],
  ['<view a:if="{{}}" />', '1:15', '{{}} is empty. Write an expression, or remove it'],
  ['<view a="{{ }}" />', '1:12', '{{}} is empty. Write an expression, or remove it'],
  [
    '<view>\n  {{a +}}</view>',
    '2:5',
    "{{a +}} can't be read: undefined is taken. It has to be one JavaScript expression",
  ],
  ['<view a="{{a) b (}}" />', '1:12', "{{a) b (}} can't be read: undefined is taken"],
  ['<view a="{{a;}}" />', '1:12', "{{a;}} can't be read: a is taken"],
  [
    '<view a="{{a.map(() => 1)}}" />',
    '1:18',
    "an arrow function can't stand in axml. Compute it in the script or in an sjs module",
  ],
  ['<view a="{{x = 1}}" />', '1:12', "an assignment expression can't stand in axml: undefined is taken"],
  ['<text a:else>x</text>', '1:1', 'a:else follows no a:if. Put <text> behind an a:if'],
  [
    '<text a:if="{{a}}" /><text a:else /><text a:else />',
    '1:37',
    'a:else follows a:else: it is never drawn. Remove it',
  ],
  [
    '<text a:if="{{a}}" />b<text a:else />',
    '1:23',
    'a text stands before a:else. Remove it, or put it into the element',
  ],
  ['<view wx:if="{{a}}" />', '1:7', 'wx:if belongs to another platform and is left out. Write a:if'],
  ['<view v-for="a" />', '1:7', 'v-for belongs to another platform and is left out. Write a:for'],
  [
    '<view bind:tap="a" />',
    '1:7',
    'bind:tap belongs to another platform and is left out. Write onTap="name"',
  ],
  ['<view @tap="a" />', '1:7', '@tap belongs to another platform and is left out. Write onTap="name"'],
  ['<view wx:show="a" />', '1:7', 'wx:show belongs to another platform and is left out. Remove it'],
  ['<view bindlongtap="a" />', '1:7', 'bindlongtap on <view> is left out. For an event write onLongTap'],
  ['<view ontap="a" />', '1:7', 'ontap on <view> is left out. For an event write onTap'],
  ['<view a,b="c" />', '1:7', 'a,b on <view> is left out. It is not a name'],
  [
    '<view a:fi="{{a}}" />',
    '1:7',
    'there is no a:fi: it is left out. Known are a:if, a:elif, a:else, a:for, a:for-item, a:for-index, a:key',
  ],
  ['<view a:for="list" />', '1:7', 'a:for has no {{…}}: nothing is drawn. Write a:for="{{list}}"'],
  ['<template />', '1:1', '<template> needs name or is. Write <block> to hold several elements'],
  ['<template is="a" data="b" />', '1:18', 'data has to be one {{…}}: it is empty. Write {{a, b: c, ...d}}'],
  ['<template is="a" data="{{b}} c" />', '1:18', 'data has to be one {{…}}'],
  ['<template is="a" data />', '1:18', 'data has to be one {{…}}'],
  ['<import-sjs name="a" />', '1:1', '<import-sjs> needs from. Write from="./name.sjs"'],
  ['<import-sjs from="a" />', '1:1', '<import-sjs> needs name. Write name="utils"'],
  ['<import-sjs name="{1a}" from="a" />', '1:19', '"1a" is not a name. Use letters and digits'],
  ['<import-sjs name="a-b" from="a" />', '1:19', '"a-b" is not a name'],
  ['<import-sjs name="x{a}" from="a" />', '1:19', '"x{a}" is not a name'],
  ['<import-sjs name="{a}x" from="a" />', '1:19', '"{a}x" is not a name'],
  [
    '<import-sjs name="a" from="./gone.sjs" />',
    '1:22',
    'there is no /gone.sjs. Correct the path, or add the file',
  ],
  ['<import src="./gone" />', '1:9', 'there is no /gone.axml. Correct the path, or add the file'],
  ['<include />', '1:1', '<include> needs src. Write src="./name.axml"'],
])('%s warns at %s: %s', (text, place, problem) => {
  const compiled = compile(text)
  const wanted = `/a.axml:${place}: ${problem}`
  expect(compiled.warnings.map(({ message }) => message.slice(0, wanted.length))).toContain(wanted)
  expect(() => evaluate(compiled)).not.toThrow()
})

describe('what was meant is drawn all the same', () => {
  const view = (attributes: string, children = '') =>
    `c.element("view", ${attributes}, 0, 0, [${children}], "/a.axml:1:1")`
  test.each([
    ['<view a={{x}}>t</view>', view('{"a": d["x"]}', '"t"')],
    ['<view a={{x > y}}z b=c/>', view('{"a": c.string((d["x"] > d["y"])) + "z", "b": "c"}')],
    ['<view url=/a/b?c=d>t</view>', view('{"url": "/a/b?c=d"}', '"t"')],
    ['<view a= b="c" />', view('{"a": "", "b": "c"}')],
    ['<view a="{{x}" />', view('{"a": d["x"]}')],
    ['<view a="{{x" />', view('{"a": d["x"]}')],
    ['<view a="{{ {b: 1 }}" />', view('{"a": ({"b": 1})}')],
    ['<view a="{{x} {{y}}" />', view('{"a": c.string(d["x"]) + " " + c.string(d["y"])}')],
    ['<view a="{{x == "y"}}" b="c" />', view('{"a": (d["x"] == "y"), "b": "c"}')],
    ['<view a="b />t', `${view('{"a": "b"}')}, "t"`],
    ['<view a="b>t</view>', view('{"a": "b"}', '"t"')],
    ['<view / >t', `${view('0')}, "t"`],
    ['<view>{{a}</view>t', `${view('0', 'c.string(d["a"])')}, "t"`],
    ['<view>{{a</view>{{b}}', `${view('0', 'c.string(d["a"])')}, c.string(d["b"])`],
    ["<view>{{a ? 'b : ''}}</view>t", `${view('0', 'c.string(undefined)')}, "t"`],
    ['<view a="{{a &amp;&amp; b &lt; 3}}" />', view('{"a": (d["a"] && (d["b"] < 3))}')],
    ['<view a="{{{{a}}}}" />', view('{"a": d["a"]}')],
    ['<view a="1" a="2" key="k" ref="r" wx:if="x" 1x="y" />', view('{"a": "1"}')],
    ['<view a:if="{{a}} ">t</view>', `(d["a"]) ? ${view('0', '"t"')} : null`],
    ['<view a:else>t</view>', `(true) ? ${view('0', '"t"')} : null`],
    ['<view>t</text></view>', view('0', '"t"')],
    ['<view>t</view></view>u', `${view('0', '"t"')}, "u"`],
    ['<view>t', view('0', '"t"')],
    ['<wxs module="m">if (a < "<view>") b</wxs>t', '"t"'],
    ['<template><view/></template>', '[c.element("view", 0, 0, 0, [], "/a.axml:1:11")]'],
  ])('%s', (text, code) => {
    expect(rootOf(text)).toBe(code)
  })

  test('crossed tags end where the outer one does', () => {
    expect(rootOf('<view><text></view>a</text>')).toBe(
      `${view('0', 'c.element("text", 0, 0, 0, [], "/a.axml:1:7")')}, "a"`,
    )
  })

  test('what follows an image that is never closed stands beside it', () => {
    expect(rootOf('<view><image>a</view>')).toBe(
      view('0', 'c.element("image", 0, 0, 0, [], "/a.axml:1:7"), "a"'),
    )
  })

  test('an arrow function has its parameters, whatever they are called', () => {
    expect(rootOf('<view a="{{b.map(({c, n = 2}, d) => c + n + d + e)}}" />')).toContain(
      '[(({ "c": p_c, "n": p_n = 2 }, p_d) => (((p_c + p_n) + p_d) + d["e"]))]',
    )
  })

  test('one mistake is one warning', () => {
    expect(messagesOf('<view a={{x}}><view b={{y}} /></view>')).toHaveLength(2)
  })
})

test('a correct template has no warning', () => {
  const text =
    '<view a="{{x > y}}" b=\'{{z == "q"}}\' data-i="{{i}}" key="k"><!-- c --><input /></view>{{a < b}}'
  expect(messagesOf(text)).toEqual([])
})

test('no text at all stops the compiler, and what it makes can be run', () => {
  const pieces = [
    '<',
    '>',
    '/',
    '</',
    '/>',
    '{{',
    '}}',
    '{',
    '}',
    '"',
    "'",
    '`',
    '=',
    ' ',
    '\n',
    'a',
    'view',
    'image',
    'a:if',
    'a:else',
    'a:for',
    '<view',
    '</view>',
    '<!--',
    '-->',
    '=>',
    '(',
    ')',
    '&amp;',
    'slot',
    'template',
    'is',
    '?',
    ':',
    '.',
    ',',
    '!',
  ]
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 40 }), (chosen) => {
      evaluate(compile(chosen.join('')))
    }),
    { numRuns: 300 },
  )
})

test('a file that includes itself is left out there', () => {
  expect(messagesOf('<include src="b" />', { '/b.axml': '<include src="b" />t' })).toEqual([
    '/b.axml:1:1: /b.axml includes itself. Break the circle',
  ])
})

test('files that import each other are read once', () => {
  const files = { '/b.axml': '<import src="c" />', '/c.axml': '<import src="b" />' }
  expect(compile('<import src="b" />', files).files).toEqual(['/b.axml', '/c.axml'])
})

test.each([
  ['{{a < b && c > d}}', '((d["a"] < d["b"]) && (d["c"] > d["d"]))'],
  ["{{ {a: {b: '}}'}} }}", '({"a": ({"b": "}}"})})'],
  ["x {{a}} {{'{{'}}", '"x " + c.string(d["a"]) + " " + c.string("{{")'],
  ['{{a, ...b}}', '({"a": d["a"], ...d["b"]})'],
  ['{{`${a}!`}}', '("" + c.string(d["a"]) + "!")'],
  ['&lt;&#65;&nope;', '"<A&nope;"'],
])('%s as a value', (value, code) => {
  expect(compile(`<view a="${value}" />`).code).toContain(`{"a": ${code}}`)
})

test.each([
  ['{{a}} b', 'c.string(d["a"]) + " b"'],
  ['{{a, b}}', '({"a": d["a"], "b": d["b"]})'],
  ['{{[, 1]}}', '[undefined, 1]'],
  ['{{undefined}}', 'undefined'],
])('%s as a value is %s', (value, code) => {
  expect(compile(`<view a="${value}" />`).code).toContain(`{"a": ${code}}`)
})

describe('names that only look like others', () => {
  test.each([
    ['iconColor="red"', '"iconColor": "red"'],
    ['onTap.a="b"', '"onTap.a": "b"'],
    ['xmlns:x="a"', '"xmlns:x": "a"'],
    ['my-slot="a"', '"my-slot": "a"'],
    ['slots="a"', '"slots": "a"'],
  ])('%s is a prop', (attribute, code) => {
    expect(compile(`<box ${attribute} />`).code).toContain(`{${code}}`)
  })

  test('what the compiler reads is none', () => {
    const { code } = compile('<box><box a:if="{{x}}" a:for="{{y}}" slot="s" slot-scope="t" /></box>')
    expect(code).toContain('c.component("box", 0, 0, ')
  })
})

describe('blanks around a text', () => {
  test.each([
    ['   \n\n  a   \n  ', 'a'],
    ['\na\n', 'a'],
    [' a ', ' a '],
    ['a \n b', 'a \n b'],
    ['ab\n c', 'ab\n c'],
    ['\n\n', undefined],
    ['a <', 'a <'],
    ['a --> <!-- x -->', 'a --> '],
  ])('%j is %j', (text, expected) => {
    const drawn = expected === undefined ? '[]' : `[${JSON.stringify(expected)}]`
    expect(compile(text).code).toContain(`root: (c, d) => ${drawn} `)
  })
})

describe('sjs modules', () => {
  const files = { '/m.sjs': '', '/n.sjs': '' }

  test('are named once, in their order', () => {
    const again = '<import-sjs name="b" from="/m.sjs" />'
    const { sjs } = compile(
      `<import-sjs name="a" from="/m.sjs" /><import-sjs name="n" from="/n.sjs" />${again}`,
      files,
    )
    expect(sjs).toEqual(['/m.sjs', '/n.sjs'])
  })

  test.each([
    [' m ', 'm', '(sjs[0].default ?? sjs[0])'],
    [' {a, b: m, } ', 'm', 'pick(sjs[0], "b")'],
  ])('name="%s" makes %s', (names, name, code) => {
    const text = `<import-sjs name="${names}" from="/m.sjs" /><view a="{{${name}}}" />`
    expect(compile(text, files).code).toContain(`{"a": ${code}}`)
  })
})
