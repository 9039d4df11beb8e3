import { readUtf8 } from '../src/read-json.js'

const text = 'users: []'
const utf16 = Buffer.from(text, 'utf16le')
test.each([
  ['UTF-16 as Windows saves it', Buffer.concat([Buffer.from([0xff, 0xfe]), utf16]), 'UTF-16 (little endian)'],
  [
    'the other way round',
    Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(utf16).swap16()]),
    'UTF-16 (big',
  ],
  ['without a mark', utf16, 'UTF-16 (little endian, without a mark)'],
  ['without a mark, the other way round', Buffer.from(utf16).swap16(), 'UTF-16 (big endian, without a mark)'],
  ['GBK', Buffer.from([0xc4, 0xe3, 0xba, 0xc3]), 'not UTF-8 (GBK perhaps)'],
])('%s is named, with what to do', (_encoding, bytes, words) => {
  expect(() => readUtf8(bytes, 'seed.yaml')).toThrow(`seed.yaml is ${words}`)
  expect(() => readUtf8(bytes, 'seed.yaml')).toThrow('save it as UTF-8')
})

test.each([
  ['UTF-8', Buffer.from('名字')],
  ['UTF-8 with a mark', Buffer.from('\ufeff名字')],
])('%s is read', (_encoding, bytes) => {
  expect(readUtf8(bytes, 'it')).toBe('名字')
})

test('nothing is an empty text', () => {
  expect(readUtf8(Buffer.alloc(0), 'it')).toBe('')
})
