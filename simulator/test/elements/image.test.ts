import { assetUrl } from '../../src/runtime/elements/image.js'
import { drawn } from '../support/drawn.js'

test.each([
  ['./rice.png', '/pages/home/rice.png'],
  ['../rice.png', '/pages/rice.png'],
  ['rice.png', '/pages/home/rice.png'],
  ['/rice.png', '/rice.png'],
  ['https://shop.example/rice.png', 'https://shop.example/rice.png'],
  ['data:image/png;base64,AA', 'data:image/png;base64,AA'],
  ['', ''],
  [undefined, ''],
])('%s is %s', (src, url) => {
  expect(assetUrl(src, 'pages/home/home')).toBe(url)
})

test.each([
  ['', 'scaleToFill', 'fill'],
  ['mode="aspectFit"', 'aspectFit', 'contain'],
  ['mode="aspectFill"', 'aspectFill', 'cover'],
  ['mode="widthFix"', 'widthFix', 'fill'],
  ['mode="heightFix"', 'heightFix', 'fill'],
  ['mode="center"', 'center', 'none'],
  ['mode="other"', 'other', 'fill'],
])('%s', async (attributes, mode, fit) => {
  const { first, part } = await drawn(`<image src="/a.png" aria-label="Rice" ${attributes} />`)
  expect([first('image').attribute('data-mode'), part('img')!.style.objectFit]).toEqual([mode, fit])
  const { alt, draggable } = part('img') as HTMLImageElement
  expect([alt, draggable]).toEqual(['Rice', false])
  expect(first('image').attribute('src')).toBeUndefined()
})

test('without a source nothing is loaded', async () => {
  const { first, part } = await drawn('<image />')
  expect([part('img'), first('image').attribute('data-lost'), first('image').text]).toEqual([
    undefined,
    undefined,
    '',
  ])
})

test('one that has come tells its size', async () => {
  const { part, told } = await drawn('<image src="/a.png" onLoad="told" />')
  Object.defineProperties(part('img')!, { naturalWidth: { value: 8 }, naturalHeight: { value: 9 } })
  part('img')!.dispatchEvent(new Event('load'))
  expect(told.map(({ type, detail }) => [type, detail])).toEqual([['load', { width: 8, height: 9 }]])
  expect(part('img')!.getAttribute('alt')).toBe('')
})

test('one that is lost shows its name and tells, until it has another source', async () => {
  const { part, told, first, set, harness } = await drawn('<image src="{{src}}" onError="told" />', {
    src: '/x/gone.png',
  })
  part('img')!.dispatchEvent(new Event('error'))
  await harness.flush()
  expect([first('image').text, first('image').attribute('data-lost'), part('img')]).toEqual([
    'gone.png',
    '',
    undefined,
  ])
  expect(told.map(({ detail }) => detail)).toEqual([{ errMsg: "/x/gone.png can't be loaded" }])
  await set({ src: '/x/other.png' })
  expect([part('img')!.getAttribute('src'), first('image').text]).toEqual(['/x/other.png', ''])
})
