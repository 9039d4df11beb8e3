/** @jest-environment node */
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
