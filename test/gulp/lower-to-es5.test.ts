// The build's own async runtime: an ES5 module that it made behaves as the code it was made from.
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

test.each([
  [
    'awaits in turn, in loops and branches',
    'for (const n of [1, 2]) { if (n > 1) out += await later(n); else out += n }',
    '12',
  ],
  [
    'takes arguments with defaults and parts',
    'const f = async ({ a }, b = 2) => a + await later(b); out = await f({ a: 1 })',
    '3',
  ],
  [
    'catches what was thrown, awaited or not',
    'for (const f of [() => { throw "a" }, () => Promise.reject("b")]) { try { await f() } catch (e) { out += e } }',
    'ab',
  ],
  [
    'catches outside of the inner try what its catch throws',
    'try { try { await later(1); throw 1 } catch (e) { throw e + 1 } } catch (e) { out = e }',
    '2',
  ],
  [
    'leaves a try by break and goes on',
    'for (;;) { try { await later(1); break } catch (e) { out += e } } out += "after"',
    'after',
  ],
  [
    'rejects with what nobody caught',
    'const f = async () => { await later(1); throw "gone" }; await f().catch((e) => { out = e })',
    'gone',
  ],
  [
    'returns from inside a try',
    'const f = async () => { try { return await later(7) } catch { return 0 } }; out = await f()',
    '7',
  ],
  [
    'spreads lists and objects',
    'const a = [1, 2]; out = [0, ...a, 3].join("") + JSON.stringify({ ...{ b: 1 }, c: 2 })',
    '0123{"b":1,"c":2}',
  ],
])('%s', (_rule, body, printed) => {
  const code = `
    const later = (value) => new Promise((resolve) => setTimeout(() => resolve(value), 0))
    const main = async () => { let out = ''; ${body}; return out }
    main().then((out) => console.log(String(out)))`
  expect(lowerAndRun(code)).toBe(printed)
})

test('what the small runtime does not serve stops the build', () => {
  expect(() => lowerAndRun('export const f = async () => { try { await f() } finally { f() } }')).toThrow(
    /finally/,
  )
  expect(() => lowerAndRun('export const f = ({ a, ...rest }) => rest')).toThrow(/__rest/)
})
