import { isProgram, programScreen, programsOf, screensOf } from '../../../src/page/phone/screen-choice.js'
import type { PhoneSession } from '../../../src/superapp/phone-routes.js'

const session: PhoneSession = {
  miniProgram: { appId: 'P1', name: { en: 'Shop' }, merchantName: { en: 'Shop Ltd.' } },
  siteName: 'ALIPAY_CN',
  users: [],
  h5Url: 'http://127.0.0.1:8789/',
  dslUrl: null,
  ownUrl: null,
}

test('the phone opens with the shop, and has the super app’s own pages after it', () => {
  expect(screensOf(session)).toEqual(['h5', 'own', 'inbox', 'settings'])
  expect(screensOf(session).map(isProgram)).toEqual([true, true, false, false])
})

test('a second program, in DSL, has its own place beside the first', () => {
  const both = { ...session, dslUrl: 'http://127.0.0.1:8790/' }
  expect(screensOf(both)).toEqual(['h5', 'dsl', 'own', 'inbox', 'settings'])
  expect(screensOf({ ...both, h5Url: null })).toEqual(['dsl', 'own', 'inbox', 'settings'])
})

test('without a shop there is the place of one’s own program, to say how to give it', () => {
  const withoutShop = { ...session, h5Url: null }
  expect(programsOf(withoutShop)).toEqual([])
  expect(screensOf(withoutShop)).toEqual(['own', 'inbox', 'settings'])
})

test('a message opens in the program that is shown, else in the first that there is', () => {
  const both = { ...session, dslUrl: 'http://127.0.0.1:8790/' }
  expect(programScreen(both, 'dsl')).toBe('dsl')
  expect(programScreen(both, 'inbox')).toBe('h5')
  expect(programScreen(both, 'own')).toBe('h5')
  expect(programScreen({ ...both, ownUrl: 'http://127.0.0.1:5173/' }, 'own')).toBe('own')
})
