import { actionsOf, newestOf } from '../../../src/page/console/templates-tab.js'
import {
  emptyDraft,
  templateDraftOf,
  variablesIn,
  type DraftForm,
} from '../../../src/page/console/template-form.js'

const english = { title: 'Ready', body: 'Order {{orderNo}} at {{storeName}}, {{orderNo}}.', footer: '' }
const form = (more: Partial<DraftForm> = {}): DraftForm => ({
  ...emptyDraft,
  name: ' Order ready ',
  texts: { ...emptyDraft.texts, en: english },
  ...more,
})

test('a language that is left empty is left out, and so is an empty footer', () => {
  expect(templateDraftOf(form())).toEqual({
    name: 'Order ready',
    channel: 'INBOX',
    kind: 'LONG_TERM',
    variables: [
      { name: 'orderNo', sample: '', use: 'TEXT' },
      { name: 'storeName', sample: '', use: 'TEXT' },
    ],
    texts: { en: { title: 'Ready', body: english.body } },
  })
})

test('each variable is found once, in whichever language it stands', () => {
  const chinese = { title: '{{shop}}', body: '{{orderNo}}', footer: '{{ no }} {{}}' }
  expect(variablesIn(form({ texts: { en: english, 'zh-CN': chinese } }))).toEqual([
    'orderNo',
    'storeName',
    'shop',
  ])
})

test('links add the two variables whose pages a tap opens', () => {
  const uses = templateDraftOf(form({ hasLinks: true }))?.variables.map(({ name, use }) => `${name} ${use}`)
  expect(uses).toEqual([
    'orderNo TEXT',
    'storeName TEXT',
    'miniBodyUrl BODY_LINK',
    'miniFooterUrl FOOTER_LINK',
  ])
})

test.each<[string, Partial<DraftForm>]>([
  ['a name', { name: ' ' }],
  ['a text', { texts: emptyDraft.texts }],
  ['a body', { texts: { ...emptyDraft.texts, en: { ...english, body: '' } } }],
])('without %s nothing is sent', (_what, change) => {
  expect(templateDraftOf(form(change))).toBeUndefined()
})

test('what can be done follows from the newest application alone', () => {
  const applications = (['REJECTED', 'UNDER_REVIEW'] as const).map((status) => ({
    applicationId: status,
    templateId: 't',
    appId: 'a',
    scenario: 's',
    status,
    changedAt: '',
  }))
  const newest = newestOf({ applications })
  expect(newest?.applicationId).toBe('UNDER_REVIEW')
  expect(actionsOf[newest!.status]).toEqual(['approve', 'reject', 'withdraw'])
  expect(actionsOf.NEW).toEqual(['apply'])
})
