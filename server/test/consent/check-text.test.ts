import { checkText, type BuiltinTexts } from '../../src/consent/texts.js'
import type { Consent } from '../../src/contract/front-end.js'

const served = {
  sender: { name: 'Shop', privacyUrl: 'https://shop.example/privacy' },
  textVersion: 'v1',
  templates: [{ templateCode: 't', title: 'Order ready', example: 'Order 1', kind: 'LONG_TERM' as const }],
}
const builtinTexts: BuiltinTexts = ({ component }) =>
  component === 'mini-message@1' ? ['Messages from {sender}', 'Agree', 'Reject'] : undefined

const consent = (changed: Partial<Consent> = {}): Consent => ({
  surface: 'BUILTIN',
  language: 'en',
  textVersion: 'v1',
  component: 'mini-message@1',
  text: ['Messages from Shop', 'Order ready', 'Order 1', 'Reject', 'Agree'],
  shownAt: '2026-11-20T04:00:00Z',
  answeredAt: '2026-11-20T04:00:01Z',
  sentAt: '2026-11-20T04:00:02Z',
  ...changed,
})

const check = (changed?: Partial<Consent>) =>
  checkText(consent(changed), { served: [served], customerBelongsTo: 'ALIPAY_CN', builtinTexts })

test('what we served, within the component’s own sentences, is verified', () => {
  expect(check()).toEqual({ textVerified: true, textCheck: 'MATCHES' })
})

test.each<[string, Partial<Consent>, string]>([
  ['another panel', { surface: 'NATIVE' }, 'NO_TEXT'],
  ['words of another version', { textVersion: 'v0' }, 'VERSION_DIFFERS'],
  [
    'an example left out',
    { text: ['Messages from Shop', 'Order ready', 'Agree', 'Reject'] },
    'SERVED_TEXT_MISSING',
  ],
  ['a component we do not know', { component: 'mini-message@9' }, 'COMPONENT_UNKNOWN'],
  [
    'a sentence that is neither ours nor served',
    { text: [...consent().text!, 'You must agree'] },
    'STRANGE_TEXT',
  ],
])('%s is recorded as not verified, and why', (_case, changed, textCheck) => {
  expect(check(changed)).toEqual({ textVerified: false, textCheck })
})

test.each([
  ['Agree (1)', 'MATCHES'],
  ['Agree (2)', 'MATCHES'],
  ['Agree (3)', 'STRANGE_TEXT'],
  ['Agree (0)', 'STRANGE_TEXT'],
  ['Agree ({count})', 'STRANGE_TEXT'],
])('of two templates, a button that says %s is %s', (label, textCheck) => {
  const templates = [...served.templates, { ...served.templates[0]!, templateCode: 'u', title: 'Order paid' }]
  const text = ['Shop', 'Order ready', 'Order paid', 'Order 1', 'Reject all', label]
  const given = {
    served: [{ ...served, templates }],
    customerBelongsTo: 'ALIPAY_CN',
    builtinTexts: () => ['{sender}', 'Agree ({count})', 'Reject all'],
  }
  expect(checkText(consent({ text }), given)).toMatchObject({ textCheck })
})

test('a name that looks like a pattern is a name', () => {
  const name = 'Cash $& Carry $1'
  const given = {
    served: [{ ...served, sender: { ...served.sender, name } }],
    customerBelongsTo: 'ALIPAY_CN',
    builtinTexts,
  }
  const text = [`Messages from ${name}`, 'Order ready', 'Order 1', 'Reject', 'Agree']
  expect(checkText(consent({ text }), given)).toMatchObject({ textCheck: 'MATCHES' })
})

test('text is left out: nothing to verify', () => {
  const without = consent()
  delete without.text
  const given = { served: [served], customerBelongsTo: 'ALIPAY_CN', builtinTexts }
  expect(checkText(without, given)).toEqual({ textVerified: false, textCheck: 'NO_TEXT' })
})
