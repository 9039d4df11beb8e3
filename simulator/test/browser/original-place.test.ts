/** @jest-environment @stryker-mutator/jest-runner/jest-env/node */
import { originalPlace } from '../../src/browser/original-place.js'

// Of a.js and main.js, made by esbuild: an arrow function of four lines, and a call of it.
const map = {
  version: 3,
  names: [],
  sources: ['a.js', 'main.js'],
  mappings:
    ';;AAAO,MAAM,IAAI,CAAC,MAAM;AACtB,UAAM,QAAQ,IAAI;AAClB,WAAO,MAAM,KAAK;AAAA,EACpB;;;ACDA,UAAQ,IAAI,EAAE,CAAC,CAAC;',
}

describe('the place of an error', () => {
  const bundle = (sources: string[]) =>
    `code\n//# sourceMappingURL=data:application/json;base64,${btoa(JSON.stringify({ ...map, sources }))}\n`
  const url = 'http://127.0.0.1:1/program.js'
  const stack = `Error: x\n    at f (${url}:5:18)\n    at ${url}:9:15`
  const farDown = { ...map, sources: ['a.js'], mappings: `${';'.repeat(11)}AAAA` }
  const answers = (text: string) => {
    const fetch = jest.fn(() => Promise.resolve({ text: () => Promise.resolve(text) }))
    Object.assign(globalThis, { fetch })
    return fetch
  }
  const before = globalThis.fetch
  afterEach(() => {
    globalThis.fetch = before
  })

  test('is where the first function of the stack was written', async () => {
    const fetch = answers(bundle(['pages/a.js', 'pages/main.js']))
    await expect(originalPlace(stack)).resolves.toBe('pages/a.js:3:16')
    expect(fetch.mock.calls).toEqual([[url]])
  })

  test.each(['../../simulator/dist/my.js', 'node_modules/box/index.js', '../node_modules/box/index.js'])(
    'is further out where %s threw',
    async (source) => {
      const fetch = answers(bundle([source, 'pages/main.js']))
      await expect(originalPlace(stack)).resolves.toBe('pages/main.js:3:13')
      // One bundle is read once.
      expect(fetch).toHaveBeenCalledTimes(1)
    },
  )

  test.each([
    ['no stack', '', bundle(['a.js', 'b.js'])],
    ['no map', stack, 'code'],
    ['a map that is broken', stack, '//# sourceMappingURL=data:application/json;base64,e30x'],
    ['nothing of the program', stack, bundle(['../a.js', '../b.js'])],
  ])('is not known with %s', async (_name, given, script) => {
    answers(script)
    await expect(originalPlace(given)).resolves.toBeUndefined()
  })

  test('may be far down', async () => {
    answers(`//# sourceMappingURL=data:application/json;base64,${btoa(JSON.stringify(farDown))}`)
    await expect(originalPlace(`Error: x\n    at ${url}:12:34`)).resolves.toBe('a.js:1:1')
  })

  test('is not known where the bundle is gone', async () => {
    Object.assign(globalThis, { fetch: () => Promise.reject(new Error('gone')) })
    await expect(originalPlace(stack)).resolves.toBeUndefined()
  })

  test('names other letters than those of English', async () => {
    const named = { ...map, sources: ['pages/订单.js', 'b.js'] }
    const bytes = new TextEncoder().encode(JSON.stringify(named))
    answers(`//# sourceMappingURL=data:application/json;base64,${btoa(String.fromCharCode(...bytes))}`)
    await expect(originalPlace(stack)).resolves.toBe('pages/订单.js:3:16')
  })
})
