import type { SettingDescription } from '../../../src/control/behaviour-routes.js'
import { fieldOf, foundSettings, valueOf } from '../../../src/page/console/behaviour-tab.js'
import { settingTextsZh } from '../../../src/page/texts/setting-texts-zh.js'
import { texts } from '../../../src/page/texts.js'
import { defaultSettings } from '../../../src/state/settings.js'
import { control } from '../../support/control.js'
import { testSandbox } from '../../support/test-sandbox.js'

async function listed() {
  const { get, post } = control(testSandbox().app)
  const { settings } = (await get('settings/descriptions')) as { settings: SettingDescription[] }
  return { settings, post }
}

test('the server lists every setting with mark, source, default and schema, in an area that the page names', async () => {
  const { settings } = await listed()
  expect(settings.map(({ name }) => name)).toEqual(Object.keys(defaultSettings))
  for (const { mark, area, source } of settings) {
    expect(texts.en.behaviour.marks[mark]).not.toBe('')
    expect(texts.en.behaviour.areas[area]).not.toBe('')
    expect(source).not.toBe('')
  }
})

test('every setting has its meaning and its source in Chinese, and no other has', async () => {
  const { settings } = await listed()
  expect(Object.keys(settingTextsZh).sort()).toEqual(settings.map(({ name }) => name).sort())
  // A source that is a document's name alone stays as it is.
  const documents = ['staleRequestCode', 'idempotentSend']
  const english = settings.filter(({ name }) => {
    const { meaning, source } = settingTextsZh[name]!
    return ![meaning, source].every((text) => /\p{Script=Han}/u.test(text))
  })
  expect(english.map(({ name }) => name)).toEqual(documents)
})

test('what the field of a setting offers, the server takes: each value of each choice, and each default', async () => {
  const { settings, post } = await listed()
  for (const { name, schema, default: value } of settings) {
    const field = fieldOf(schema)
    const values = field.kind === 'choice' ? field.values : [valueOf(String(value), field)]
    for (const one of values) {
      expect([name, one, (await post('settings', { [name]: one })).status]).toEqual([name, one, 200])
    }
  }
})

test('a figure that is none is sent as it is, so that the server says what is allowed', async () => {
  const { settings, post } = await listed()
  const { schema } = settings.find(({ name }) => name === 'freshnessSeconds')!
  expect(valueOf(' 60 ', fieldOf(schema))).toBe(60)
  expect(valueOf('soon', fieldOf(schema))).toBe('soon')
  expect((await post('settings', { freshnessSeconds: 'soon' })).status).toBe(400)
})

test('settings are found by words, by mark, and by being changed', async () => {
  const { settings } = await listed()
  const values = { ...defaultSettings, hasRevoke: false }
  const names = (filters: object) =>
    foundSettings(settings, values, { search: '', mark: '', only: '', ...filters }, (setting) => setting)
  expect(names({})).toHaveLength(settings.length)
  expect(names({ search: 'auth code MILLISECONDS' }).map(({ name }) => name)).toEqual(['authCodeLifetimeMs'])
  expect(names({ only: 'changed' }).map(({ name }) => name)).toEqual(['hasRevoke'])
  expect(names({ mark: 'documented' }).every(({ mark }) => mark === 'documented')).toBe(true)
  expect(names({ mark: 'documented', only: 'changed' })).toEqual([])
})
