import { isProgram, programsOf, screensOf } from '../../../src/page/phone/screens.js'
import type { PhoneSession } from '../../../src/superapp/phone-session.js'

const session: PhoneSession = {
  miniProgram: { appId: 'P1', name: { en: 'Shop' }, merchantName: { en: 'Shop Ltd.' } },
  siteName: 'ALIPAY_CN',
  users: [],
  h5Url: 'http://127.0.0.1:8789/',
  dslUrl: null,
}

test('the phone opens with the shop, and has the super app’s own pages after it', () => {
  expect(screensOf(session)).toEqual(['h5', 'inbox', 'settings'])
  expect(screensOf(session).map(isProgram)).toEqual([true, false, false])
})

test('a second program, in DSL, has its own place beside the first', () => {
  const both = { ...session, dslUrl: 'http://127.0.0.1:8790/' }
  expect(screensOf(both)).toEqual(['h5', 'dsl', 'inbox', 'settings'])
  expect(screensOf({ ...both, h5Url: null })).toEqual(['dsl', 'inbox', 'settings'])
})

test('without a shop its place stays, to say how to give one', () => {
  const withoutShop = { ...session, h5Url: null }
  expect(programsOf(withoutShop)).toEqual([])
  expect(screensOf(withoutShop)).toEqual(['h5', 'inbox', 'settings'])
})
