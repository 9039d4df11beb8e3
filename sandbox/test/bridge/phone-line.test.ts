import { phoneLine } from '../../src/bridge/my.js'
import { protocol } from '../../src/bridge/protocol.js'

const phoneOrigin = 'http://127.0.0.1:8787'

function setUp() {
  const sent: { message: { id: number }; targetOrigin: string }[] = []
  const parent = {
    postMessage: (message: { id: number }, targetOrigin: string) => sent.push({ message, targetOrigin }),
  }
  let hear: (event: MessageEvent) => void = () => undefined
  const frame = {
    parent: parent as { postMessage(message: unknown, targetOrigin: string): void },
    addEventListener: (_type: 'message', listener: typeof hear) => (hear = listener),
  }
  const answers: unknown[] = []
  phoneLine(frame, phoneOrigin)('getSiteInfo', {}, (answer) => answers.push(answer))
  const reply = (more: object = {}, data: object = {}) =>
    hear({
      source: parent,
      origin: phoneOrigin,
      data: { protocol, id: sent[0]!.message.id, answer: { success: { siteName: 'ALIPAY_CN' } }, ...data },
      ...more,
    } as unknown as MessageEvent)
  return { sent, answers, reply }
}

test('only the phone’s origin is asked', () => {
  const { sent } = setUp()
  expect(sent).toEqual([
    { message: { protocol, id: 1, name: 'getSiteInfo', options: {} }, targetOrigin: phoneOrigin },
  ])
})

test('the phone’s answer arrives, once', () => {
  const { answers, reply } = setUp()
  reply()
  reply()
  expect(answers).toEqual([{ success: { siteName: 'ALIPAY_CN' } }])
})

test.each<[string, object, object]>([
  ['another window', { source: {} }, {}],
  ['another origin', { origin: 'http://127.0.0.1:8789' }, {}],
  ['another protocol', {}, { protocol: 'x' }],
  ['a call that was never made', {}, { id: 99 }],
])('an answer from %s does not count', (_who, more, data) => {
  const { answers, reply } = setUp()
  reply(more, data)
  expect(answers).toEqual([])
  reply()
  expect(answers).toHaveLength(1)
})

test('outside the phone a call fails and says where to open the page', () => {
  const alone = { parent: undefined as unknown, addEventListener: () => undefined }
  alone.parent = alone
  const answers: unknown[] = []
  phoneLine(alone as never, phoneOrigin)('getSiteInfo', {}, (answer) => answers.push(answer))
  expect(answers).toEqual([{ fail: { error: 4, errorMessage: expect.stringContaining(`${phoneOrigin}/`) } }])
})
