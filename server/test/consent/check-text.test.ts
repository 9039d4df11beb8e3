import { checkText, type BuiltinTexts } from '../../src/consent/check-text.js'
import type { Consent } from '../../src/http/schemas/subscriptions.js'

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

test('text is left out: nothing to verify', () => {
  const without = consent()
  delete without.text
  const given = { served: [served], customerBelongsTo: 'ALIPAY_CN', builtinTexts }
  expect(checkText(without, given)).toEqual({ textVerified: false, textCheck: 'NO_TEXT' })
})
