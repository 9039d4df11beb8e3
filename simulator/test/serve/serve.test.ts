/** @jest-environment @stryker-mutator/jest-runner/jest-env/node */
import { rmSync, writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import { serve, type Served } from '../../src/serve/serve.js'
import { programFolder, writeFiles } from '../support/program-folder.js'

let served: Served | undefined
afterEach(async () => {
  await served?.close()
  served = undefined
})

async function start(files: Record<string, string> = {}) {
  const folder = programFolder(files)
  served = await serve({ folder, port: 0 })
  const { url } = served
  const get = async (path: string) => {
    const answer = await fetch(url + path)
    return { status: answer.status, text: await answer.text() }
  }
  return { folder, get, url }
}

test('the phone, the program alone and its script', async () => {
  const { get } = await start()
  expect((await get('')).text).toContain('program.html')
  expect((await get('program.html')).text).toContain('<div id="program">')
  expect((await get('program.js')).text).toContain('hello')
})

test('a save is built again and the browser is told', async () => {
  const { folder, get, url } = await start()
  await get('program.js')
  const stream = await fetch(`${url}__reload`)
  const reader = stream.body!.pipeThrough(new TextDecoderStream()).getReader()
  await reader.read()
  writeFiles(folder, { 'pages/index/index.axml': '<view>changed</view>' })
  await expect(reader.read()).resolves.toMatchObject({ value: 'data: reload\n\n' })
  expect((await get('program.js')).text).toContain('changed')
  await reader.cancel()
})

test('a mistake is a page that names its place, from the root', async () => {
  const { get } = await start({ 'app.json': '{\n "<view>": 1,\n}' })
  const { text } = await get('program.html')
  expect(text).toContain('<b>app.json:3:1</b>this is not valid JSON: ')
})

test.each([
  ['a.png', 200],
  ['app.js', 404],
  ['..%2f..%2fetc%2fpasswd', 404],
  ['gone.png', 404],
])('%s: %d', async (path, status) => {
  const { get } = await start({ 'a.png': 'png' })
  expect((await get(path)).status).toBe(status)
})

test('an address that cannot be decoded ends its own request and nothing else', async () => {
  const { get } = await start()
  await expect(get('%zz')).rejects.toThrow('fetch failed')
  expect((await get('healthz')).text).toBe('ok')
})

test('no picture beside the folder is given out under the name of a package', async () => {
  const { folder, get } = await start()
  const beside = `${folder}.png`
  writeFileSync(beside, 'png')
  const depth = folder.split('/').length - 1
  const up = '%2f..'.repeat(depth)
  expect((await get(`node_modules${up}${beside}`)).status).toBe(404)
  expect((await get(`node_modules%2f..%2f${basename(beside)}`)).status).toBe(404)
  rmSync(beside)
})

describe('what it sends', () => {
  test.each([
    ['', 'text/html; charset=utf-8'],
    ['program.html', 'text/html; charset=utf-8'],
    ['program.js', 'text/javascript; charset=utf-8'],
    ['healthz', 'text/plain; charset=utf-8'],
    ['a.png', 'image/png'],
    ['a.jpg', 'image/jpeg'],
    ['a.jpeg', 'image/jpeg'],
    ['a.GIF', 'image/gif'],
    ['a.svg', 'image/svg+xml'],
    ['a.webp', 'image/webp'],
    ['a.woff', 'font/woff'],
    ['a.woff2', 'font/woff2'],
    ['a.ttf', 'font/ttf'],
    ['a.mp3', 'audio/mpeg'],
    ['a.mp4', 'video/mp4'],
  ])('/%s is %s, and never kept', async (path, type) => {
    const { url } = await start({ [path.startsWith('a.') ? path : 'a.png']: 'x' })
    const { headers } = await fetch(url + path)
    expect([headers.get('content-type'), headers.get('cache-control')]).toEqual([type, 'no-store'])
  })

  test('a mistake is html too', async () => {
    const { url } = await start({ 'app.json': '{' })
    for (const path of ['program.html', 'program.js'])
      expect((await fetch(url + path)).headers.get('content-type')).toBe('text/html; charset=utf-8')
  })

  test('news of a save are a stream that is never kept', async () => {
    const { url } = await start()
    const { headers, body } = await fetch(`${url}__reload`)
    expect([headers.get('content-type'), headers.get('cache-control')]).toEqual([
      'text/event-stream',
      'no-store',
    ])
    await body!.cancel()
  })

  test('the program, and a mistake, reload when they are told to', async () => {
    const { get, folder } = await start()
    const reloads = /<script>new EventSource\('\/__reload'\)[^<]*<\/script><\/body>\n<\/html>\n$/
    expect((await get('program.html')).text).toMatch(reloads)
    writeFiles(folder, { 'app.json': '{' })
    await served!.close()
    served = await serve({ folder, port: 0 })
    const text = await (await fetch(`${served.url}program.html`)).text()
    expect(text).toContain("new EventSource('/__reload')")
  })
})

test('pictures of packages are found in the folders above, and nothing else is', async () => {
  const above = programFolder({ 'node_modules/boxes/a.png': 'of a package', 'b.png': 'above' })
  writeFiles(above, { 'shop/app.json': '{ "pages": ["p"] }' })
  served = await serve({ folder: `${above}/shop`, port: 0 })
  const answerTo = async (path: string) => {
    const answer = await fetch(served!.url + path)
    return [answer.status, await answer.text()]
  }
  expect(await answerTo('node_modules/boxes/a.png')).toEqual([200, 'of a package'])
  expect(await answerTo('b.png')).toEqual([404, ''])
  expect(await answerTo('node_modules/gone/a.png')).toEqual([404, ''])
})

test('what is closed answers no more', async () => {
  const { get } = await start()
  await served!.close()
  await expect(get('healthz')).rejects.toThrow('fetch failed')
})

test('a port that is taken is an error', async () => {
  const { url, folder } = await start()
  await expect(serve({ folder, port: Number(new URL(url).port) })).rejects.toThrow('EADDRINUSE')
})
