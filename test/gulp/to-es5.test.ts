// What the build makes of a component's module.
import { runInNewContext } from 'node:vm'
import { parse } from 'acorn'
import { toEs5 } from '../../gulp/bundle-components.mjs'

/** What the module exports as `result`, after the build lowered it. */
async function resultOf(module: string): Promise<unknown> {
  const code = await toEs5(module)
  parse(code, { ecmaVersion: 5, sourceType: 'module' })
  return runInNewContext(`(function () {${code.replace('export var', 'var')};return result})()`)
}

test.each([
  ['lists', 'const f = (a, ...rest) => [...rest, a]; export const result = f(1, 2, 3)', [2, 3, 1]],
  ['a Set', 'export const result = [...new Set([1, 1, 2])]', [1, 2]],
  ['a Map', 'export const result = []; for (const [k, v] of new Map([[1, 2]])) result.push(k + v)', [3]],
  ['objects', 'const { a, ...b } = { a: 1, c: 2 }; export const result = { ...b, a }', { a: 1, c: 2 }],
  ['texts', 'const f = ({ a = 2 }) => `${a}!`; export const result = f({})', '2!'],
  ['classes', 'class A { n = 1; f() { return this.n + 1 } }; export const result = new A().f()', 2],
  [
    'async functions',
    'const f = async () => { try { await Promise.reject(1) } catch (e) { return e + 1 } }; export const result = f()',
    2,
  ],
])('is ES5, and does with %s what the module does', async (_, module, expected) => {
  expect(await resultOf(module)).toEqual(expected)
})
