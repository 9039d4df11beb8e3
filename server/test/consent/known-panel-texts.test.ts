import { readdirSync } from 'node:fs'
import { join, parse } from 'node:path'
import { checkText, knownPanelTexts } from '../../src/consent/texts.js'
import type { TemplatesAnswer } from '../../src/contract/front-end.js'
import { templateCode, withMerchant } from '../support/merchant.js'

// By requireActual, since the front end's sources have import endings that this folder's compiler refuses.
const src = '../../../src'
interface View {
  agreeLabels: string[]
}
interface Pack {
  language: string
  texts: { superApps: Record<string, string> }
}
const { version } = jest.requireActual<{ version: string }>(`${src}/version`)
const { en } = jest.requireActual<{ en: Pack['texts'] }>(`${src}/texts/en`)
const { buildView, consentText } = jest.requireActual<{
  buildView: (
    wording: { language: string; languages: Pack[]; manage?: boolean; templates: never[] },
    customerBelongsTo: string,
    served: TemplatesAnswer,
    templateCodes: string[],
  ) => { view: View }
  consentText: (view: View, agreeLabel?: string) => string[]
}>(`${src}/panel-view`)
const packs = readdirSync(join(__dirname, src, 'languages')).flatMap((file) =>
  Object.values(jest.requireActual<Record<string, Pack>>(`${src}/languages/${parse(file).name}`)),
)
const languages = ['en', 'zh-CN', 'zh-HK', ...packs.map(({ language }) => language)]

const component = `mini-message-h5/${version}`
const known = (language: string, by = component, customerBelongsTo = 'ALIPAY_CN') =>
  knownPanelTexts({ component: by, language, customerBelongsTo })

function servedFor(count: number): TemplatesAnswer {
  const templates = Array.from({ length: count }, (_, index) => ({
    templateCode: `T${index + 1}`,
    title: `Title ${index + 1}`,
    example: 'An example',
    kind: 'LONG_TERM' as const,
  }))
  return { sender: { name: 'A Shop', privacyUrl: 'https://shop.example' }, textVersion: '1', templates }
}

/** What our panel says, for each thing that Agree may be called. */
function shownTexts(language: string, site: string, count: number, manage: boolean): string[][] {
  const served = servedFor(count)
  const codes = served.templates.map((template) => template.templateCode)
  const { view } = buildView({ language, languages: packs, manage, templates: [] }, site, served, codes)
  return view.agreeLabels.map((label) => consentText(view, label))
}

const panels = [1, 2, 3].flatMap((count) => [true, false].map((manage) => [count, manage] as const))

describe.each(languages)('in %s', (language) => {
  test('every sentence that our panel shows is known: else run `npm run panel-texts -w server`', () => {
    for (const site of Object.keys(en.superApps))
      for (const [count, manage] of panels)
        for (const text of shownTexts(language, site, count, manage)) {
          const consent = { surface: 'BUILTIN', language, textVersion: '1', text, component } as const
          const [shownAt, answeredAt, sentAt] = ['00', '01', '02'].map((s) => `2026-11-20T04:00:${s}Z`)
          const at = { shownAt: shownAt!, answeredAt: answeredAt!, sentAt: sentAt! }
          const given = {
            served: [servedFor(count)],
            customerBelongsTo: site,
            builtinTexts: knownPanelTexts,
          }
          expect([text, checkText({ ...consent, ...at }, given).textCheck]).toEqual([text, 'MATCHES'])
        }
  })

  test('no sentence is known that our panel never shows', () => {
    const shown = panels.flatMap(([count, manage]) => shownTexts(language, 'ALIPAY_CN', count, manage)).flat()
    const isShown = (line: string) =>
      shown.includes(line.replaceAll('{sender}', 'A Shop').replaceAll('{count}', '2'))
    expect(known(language)!.filter((line) => !isShown(line))).toEqual([])
  })
})

test('both front ends are known; another version, language or component is not', () => {
  expect(known('en', `mini-message-dsl/${version}`)).toEqual(known('en'))
  expect(known('en', 'mini-message-h5/9.9.9')).toBeUndefined()
  expect(known('fr')).toBeUndefined()
  expect(known('en', 'another/0.1.0')).toBeUndefined()
})

test.each(['valueOf', 'toString'])('a device that calls its language %s is not our fault', (language) => {
  expect(known(language)).toBeUndefined()
})

describe('the record of an answer', () => {
  const site = { appId: 'P0000000000000010001', customerBelongsTo: 'ALIPAY_CN' }
  const merchant = withMerchant({ services: { builtinTexts: knownPanelTexts } })

  async function recordOf(language: string, change: (text: string[]) => string[]): Promise<unknown> {
    const query = new URLSearchParams({ ...site, templateCodes: templateCode, language }).toString()
    const { body } = await merchant().call({ method: 'GET', url: `/templates?${query}` })
    const wording = { language, languages: packs, templates: [] }
    const { view } = buildView(wording, site.customerBelongsTo, body, [templateCode])
    const text = change(consentText(view))
    const consent = merchant().consent({ language, textVersion: body.textVersion, text, component })
    await merchant().answer(await merchant().session(), 'AGREE', { consent })
    return (await merchant().ledger()).at(-1)?.shown
  }

  test.each(['en', 'zh-CN', 'zh-HK', 'ja'])(
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
