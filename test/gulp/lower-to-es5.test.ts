// An ES5 module that the build made behaves as the code it was made from.
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'

const gulp = join(__dirname, '..', '..', 'gulp')

/** Lowers `code` in a Node of its own, since the build is ES modules, and runs what came out. */
function lowerAndRun(code: string): string {
  const script = `
    import { lowerToEs5 } from ${JSON.stringify(join(gulp, 'lower-to-es5.mjs'))}
    const small = await lowerToEs5(${JSON.stringify(code)})
    await import('data:text/javascript,' + encodeURIComponent(small))`
  return execFileSync(process.execPath, ['--input-type=module', '--eval', script], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  }).trim()
}

test("spreads lists and objects, and takes defaults and parts, without TypeScript's helpers", () => {
  const code = `
    const parts = ({ a, b = 2 }, ...rest) => [a, b, ...rest]
    const list = [0, ...parts({ a: 1 }, 3)]
    console.log(list.join('') + JSON.stringify({ ...{ c: 1 }, d: \`\${list.length}\` }))`
  expect(lowerAndRun(code)).toBe('0123{"c":1,"d":"4"}')
})

test.each([
  ['an async function', 'export const f = async () => { await f() }', /__awaiter/],
  ['a rest of an object', 'export const f = ({ a, ...rest }) => rest', /__rest/],
])('%s stops the build: a page would download what runs it', (_what, code, named) => {
  expect(() => lowerAndRun(code)).toThrow(named)
})
