/** @jest-environment @stryker-mutator/jest-runner/jest-env/node */
import { originalPlace } from '../../src/browser/original-place.js'
import { originalOf } from '../../src/browser/source-map.js'

// Of a.js and main.js, made by esbuild: an arrow function of four lines, and a call of it.
const map = {
  sources: ['a.js', 'main.js'],
  mappings:
    ';;AAAO,MAAM,IAAI,CAAC,MAAM;AACtB,UAAM,QAAQ,IAAI;AAClB,WAAO,MAAM,KAAK;AAAA,EACpB;;;ACDA,UAAQ,IAAI,EAAE,CAAC,CAAC;',
}

describe('a place in a bundle is', () => {
  test.each([
    ['the start of a declaration', 3, 3, 'a.js', 1, 8],
    ['its name', 3, 7, 'a.js', 1, 14],
    ['a line further down', 4, 11, 'a.js', 2, 9],
    ['between two marks, that of the one before', 5, 13, 'a.js', 3, 10],
    ['a member', 5, 18, 'a.js', 3, 16],
    ['another file', 9, 15, 'main.js', 3, 13],
    ['the end of a line', 9, 200, 'main.js', 3, 17],
  ])('%s', (_name, line, column, file, originalLine, originalColumn) => {
    expect(originalOf(map, line, column)).toEqual({ file, line: originalLine, column: originalColumn })
  })

  test.each([
    ['a line that nobody wrote', 1, 1],
    ['behind the end', 99, 1],
  ])('nowhere: %s', (_name, line, column) => {
    expect(originalOf(map, line, column)).toBeUndefined()
  })

  test('looked up in a map that is read once, since that of a big program takes a second', () => {
    const mappings = jest.fn(() => map.mappings)
    const big = {
      sources: map.sources,
      get mappings() {
        return mappings()
      },
    }
    expect([originalOf(big, 3, 3)?.line, originalOf(big, 9, 15)?.line]).toEqual([1, 3])
    expect(mappings).toHaveBeenCalledTimes(1)
  })

  test('nowhere, before the first mark of a line', () => {
    const indented = { sources: ['a.js'], mappings: 'EAAA' }
    expect([originalOf(indented, 1, 2), originalOf(indented, 1, 3)]).toEqual([
      undefined,
      { file: 'a.js', line: 1, column: 1 },
    ])
  })

  test('nowhere, where a mark names no source', () => {
    expect(originalOf({ sources: [], mappings: 'A' }, 1, 1)).toBeUndefined()
  })
})

describe('the place of an error', () => {
  const bundle = (sources: string[]) =>
    `code\n//# sourceMappingURL=data:application/json;base64,${btoa(JSON.stringify({ ...map, sources }))}\n`
  const url = 'http://127.0.0.1:1/program.js'
  const stack = `Error: x\n    at f (${url}:5:18)\n    at ${url}:9:15`
  const farDown = { sources: ['a.js'], mappings: `${';'.repeat(11)}AAAA` }
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
    const { sources, mappings } = { ...map, sources: ['pages/订单.js', 'b.js'] }
    const bytes = new TextEncoder().encode(JSON.stringify({ sources, mappings }))
    answers(`//# sourceMappingURL=data:application/json;base64,${btoa(String.fromCharCode(...bytes))}`)
    await expect(originalPlace(stack)).resolves.toBe('pages/订单.js:3:16')
  })
})
