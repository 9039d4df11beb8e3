import { knownPanelTexts } from '../../src/consent/known-panel-texts.js'
import type { TemplatesAnswer } from '../../src/http/schemas/templates.js'
import { templateCode, withMerchant } from '../support/merchant.js'

// By requireActual, since the front end's sources have import endings that this folder's compiler refuses.
const src = '../../../src'
const { version } = jest.requireActual<{ version: string }>(`${src}/version`)
type Texts = Record<string, string> & { superApps: never }
const textsIn = (file: string, name: string) =>
  jest.requireActual<Record<string, Texts>>(`${src}/texts/${file}`)[name]!
const { buildView, consentText } = jest.requireActual<{
  buildView: (
    wording: object,
    customerBelongsTo: string,
    answer: TemplatesAnswer,
    templateCodes: string[],
  ) => { view: object }
  consentText: (view: object) => string[]
}>(`${src}/panel-view`)

const site = { appId: 'P0000000000000010001', customerBelongsTo: 'ALIPAY_CN' }
const known = (language: string, component = `mini-message-h5/${version}`) =>
  knownPanelTexts({ component, language, customerBelongsTo: 'ALIPAY_CN' })

test.each([
  ['en', textsIn('en', 'en')],
  ['zh-CN', textsIn('zh-cn', 'zhCN')],
  ['zh-HK', textsIn('zh-hk', 'zhHK')],
])('the sentences of this version in %s are known (npm run panel-texts -w server)', (language, texts) => {
  const { superApps, ...sentences } = texts
  const superApp = (superApps as Record<string, string>).ALIPAY_CN ?? ''
  const shown = Object.values(sentences).map((line) => line.replace('{superApp}', superApp))
  expect(new Set(known(language))).toEqual(new Set(shown))
})

test('both front ends are known; another version, language or component is not', () => {
  expect(known('en', `mini-message-dsl/${version}`)).toEqual(known('en'))
  expect(known('en', 'mini-message-h5/9.9.9')).toBeUndefined()
  expect(known('fr')).toBeUndefined()
  expect(known('en', 'another/0.1.0')).toBeUndefined()
})

describe('the record of an answer', () => {
  const merchant = withMerchant({ services: { builtinTexts: knownPanelTexts } })

  async function recordOf(language: string, change: (text: string[]) => string[]): Promise<unknown> {
    const query = new URLSearchParams({ ...site, templateCodes: templateCode, language }).toString()
    const { body } = await merchant().call({ method: 'GET', url: `/templates?${query}` })
    const text = change(
      consentText(buildView({ language, templates: [] }, site.customerBelongsTo, body, [templateCode]).view),
    )
    const component = `mini-message-h5/${version}`
    const consent = merchant().consent({ language, textVersion: body.textVersion, text, component })
    await merchant().answer(await merchant().session(), 'AGREE', { consent })
    return (await merchant().ledger()).at(-1)?.shown
  }

  test.each(['en', 'zh-CN', 'zh-HK'])(
    'says that the text of our own panel in %s was verified',
    async (language) => {
      expect(await recordOf(language, (text) => text)).toMatchObject({
        textVerified: true,
        textCheck: 'MATCHES',
      })
    },
  )

  test('says when the user read something else', async () => {
    const record = await recordOf('en', (text) => [...text, 'Agree to get your discount'])
    expect(record).toMatchObject({ textVerified: false, textCheck: 'STRANGE_TEXT' })
  })
})
