import { protocol } from '../../src/bridge/protocol.js'
import { acceptCall } from '../../src/page/phone/use-jsapi.js'

const shop = { name: 'the shop’s window' }
const frame = { window: shop, origin: 'http://127.0.0.1:8789' }
const call = { protocol, id: 1, name: 'getAuthCode', options: { scopes: ['auth_user'] } }
const event = { source: shop, origin: frame.origin, data: call }

test('a call of the shop in our own frame is accepted', () => {
  expect(acceptCall(event, frame)).toEqual(call)
})

test.each<[string, object]>([
  ['another window', { source: {} }],
  ['another origin in our frame', { origin: 'https://evil.example' }],
  ['another protocol', { data: { ...call, protocol: 'x' } }],
  ['an unknown JSAPI', { data: { ...call, name: 'tradePay' } }],
  ['a name of Object', { data: { ...call, name: 'constructor' } }],
  ['options of another form', { data: { ...call, options: { scopes: 'auth_user' } } }],
  ['no id', { data: { ...call, id: '1' } }],
  ['no object', { data: 'hello' }],
  ['null', { data: null }],
])('a message with %s is ignored', (_what, change) => {
  expect(acceptCall({ ...event, ...change }, frame)).toBeUndefined()
})

test('without a frame nothing is accepted, not even from no window', () => {
  expect(acceptCall({ ...event, source: null }, { ...frame, window: null })).toBeUndefined()
})
