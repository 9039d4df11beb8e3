/** @jest-environment @stryker-mutator/jest-runner/jest-env/node */
import { compileAxml } from '../../src/axml/compile.js'
import { parse } from '../../src/axml/parse.js'

const compile = (text: string, files: Record<string, string> = {}) =>
  compileAxml({
    path: '/a.axml',
    text,
    components: new Set(['box']),
    files: { read: (path) => files[path], resolve: (_from, target) => `/${target.replace(/^\.?\//, '')}` },
  })

test.each([
  ['<view>', '1:1', '<view> is never closed. Add </view>'],
  ['<view>\n  <text>\n</view>', '3:1', '</view> stands where <text> (line 2, column 3) is still open'],
  ['a</view>', '1:2', '</view> closes nothing'],
  ['<view a=b />', '1:9', 'the value of a has no quotes'],
  ['<view a="b />', '1:9', 'the value of a never ends'],
  ['<view a="1" a="2" />', '1:13', 'a is given twice on <view>'],
  ['<view', '1:1', '<view is never ended'],
  ['<view "', '1:7', `"\\"" can't stand in <view>`],
  ['<!-- x', '1:1', 'the comment is never closed'],
  ['<view a="{{b" />', '1:10', '{{ is never closed'],
  ['{{a', '1:1', '{{ is never closed'],
])('%s is refused at %s', (text, place, problem) => {
  const reading = () => [parse('/a.axml', text), compile(text)]
  expect(reading).toThrow(`/a.axml:${place}: ${problem}`)
})

test.each([
  ['<view a:if="{{}}" />', '1:15', '{{}} is empty'],
  ['<view a="{{() => 1}}" />', '1:12', "a arrow function expression can't stand in axml"],
  ['<view a="{{x = 1}}" />', '1:12', "a assignment expression can't stand in axml"],
  ['<text a:else>x</text>', '1:1', 'a:else follows no a:if'],
  ['<view wx:if="{{a}}" />', '1:7', 'wx:if belongs to another platform. Write a:if'],
  ['<view bind:tap="a" />', '1:7', 'Write onTap'],
  ['<view a:fi="{{a}}" />', '1:7', 'there is no a:fi. Known are a:if'],
  ['<template />', '1:1', '<template> needs name or is'],
  ['<template is="a" data="b" />', '1:18', 'data has to be one {{…}}'],
  ['<import-sjs name="a" />', '1:1', '<import-sjs> needs from'],
  ['<import-sjs from="a" />', '1:1', '<import-sjs> needs name'],
  ['<import-sjs name="{1a}" from="a" />', '1:19', '"1a" is no name'],
  ['<import-sjs name="a" from="./gone.sjs" />', '1:22', 'there is no /gone.sjs'],
  ['<import src="./gone" />', '1:9', 'there is no /gone.axml'],
  ['<include />', '1:1', '<include> needs src'],
])('%s: %s', (text, place, problem) => {
  expect(() => compile(text)).toThrow(`/a.axml:${place}: `)
  expect(() => compile(text)).toThrow(problem)
})

test('a file that includes itself is refused', () => {
  expect(() => compile('<include src="b" />', { '/b.axml': '<include src="b" />' })).toThrow(
    '/b.axml includes itself',
  )
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
  ['<view></view', '1:7', '</view is never ended. Add >'],
  ['<view><text></view>', '1:13', 'is still open. Close text first'],
  ['</view>', '1:1', '</view> closes nothing. Remove it, or open the element before'],
  ['<view a=b />', '1:9', `the value of a has no quotes. Write a="…" or a='…'`],
  ['<view a="b />', '1:9', 'the value of a never ends. Add "'],
  ['<view a="1" a="2" />', '1:13', 'a is given twice on <view>. Keep one of them'],
  ['<view', '1:1', '<view is never ended. Add >'],
  ['<!--> a', '1:1', 'the comment is never closed. Add -->'],
  ['<view a="{{ }}" />', '1:12', '{{}} is empty. Write an expression, or remove it'],
  ['<view>\n  {{a +}}</view>', '2:5', '{{a +}} can'],
  ['<view a="{{a) b (}}" />', '1:12', 'can'],
  ['<text a:else>x</text>', '1:1', 'a:else follows no a:if. Put <text> behind an a:if'],
  ['<text a:if="{{a}}" /><text a:else /><text a:else />', '1:37', 'a:else follows no a:if'],
  ['<view a:fi="{{a}}" />', '1:7', 'Known are a:if, a:elif, a:else, a:for, a:for-item, a:for-index, a:key'],
  ['<template is="a" data="{{b}} c" />', '1:18', 'data has to be one {{…}}'],
  ['<template is="a" data />', '1:18', 'data has to be one {{…}}'],
  ['<import-sjs name="a" />', '1:1', '<import-sjs> needs from. Write from="./name.sjs"'],
  ['<import-sjs from="a" />', '1:1', '<import-sjs> needs name. Write name="utils"'],
  ['<import-sjs name="a-b" from="a" />', '1:19', '"a-b" is no name. Use letters and digits'],
  ['<import-sjs name="x{a}" from="a" />', '1:19', '"x{a}" is no name'],
  ['<import-sjs name="{a}x" from="a" />', '1:19', '"{a}x" is no name'],
  ['<import src="./gone" />', '1:9', 'there is no /gone.axml. Correct the path, or add the file'],
])('%s, at %s: %s', (text, place, message) => {
  expect(() => compile(text)).toThrow(`/a.axml:${place}: `)
  expect(() => compile(text)).toThrow(message)
})

test('a circle of files says what to do', () => {
  expect(() => compile('<include src="b" />', { '/b.axml': '<include src="b" />' })).toThrow(
    'Break the circle',
  )
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
