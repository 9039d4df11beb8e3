import { readProgramTitle } from '../../../src/page/phone/own-program.js'

const told = { simulator: 'title', title: 'Orders', canGoBack: true }

test('what the simulator tells is the page’s title and whether there is a way back', () => {
  expect(readProgramTitle(told)).toEqual({ title: 'Orders', canGoBack: true })
})

test.each([
  ['nothing', null],
  ['a text', 'title'],
  ['a call of the bridge', { protocol: 'mini-message-sandbox/1', id: 1 }],
  ['another message of the simulator', { ...told, simulator: 'ready' }],
  ['a title that is not text', { ...told, title: 1 }],
  ['no word on the way back', { ...told, canGoBack: undefined }],
])('%s is not a title', (_what, data) => {
  expect(readProgramTitle(data)).toBeUndefined()
})
