import type { TemplateDraft } from '../../src/console/template.js'
import { TemplateLibrary } from '../../src/console/template-library.js'
import { startTime as now } from '../support/test-sandbox.js'

const draft: TemplateDraft = {
  name: 'Order ready',
  channel: 'INBOX',
  kind: 'ONE_TIME',
  variables: [{ name: 'orderNo', sample: '1' }],
  texts: { en: { title: 'Ready', body: '{{orderNo}}' } },
}

function setUp() {
  const library = new TemplateLibrary()
  const { templateId } = library.create(draft)
  const apply = (appId = 'P1') => library.apply(templateId, appId, 'an order is ready', now).applicationId
  return { library, templateId, apply }
}

test('a template is usable once it was applied for and approved, by that mini program alone', () => {
  const { library, apply } = setUp()
  const { templateCode = '' } = library.approve(apply(), now)
  expect(templateCode).toMatch(/^\d{24}$/)
  expect(library.approved(templateCode, 'P1', 'ALIPAY_CN')).toMatchObject({
    name: 'Order ready',
    site: 'ALIPAY_CN',
  })
  expect(library.approved(templateCode, 'P2', 'ALIPAY_CN')).toBeUndefined()
  expect(library.approved(templateCode, 'P1', 'GCASH')).toBeUndefined()
})

test('under review, a template has no code', () => {
  const { library, apply } = setUp()
  apply()
  expect(library.applied()).toMatchObject([{ status: 'UNDER_REVIEW' }])
  expect(library.applied()[0]).not.toHaveProperty('templateCode')
})

test('while an application is open there is no second one; after a no or a withdrawal there is', () => {
  const { library, apply } = setUp()
  const first = apply()
  expect(() => apply()).toThrow('P1 has already applied')
  library.reject(first, now, 'say more about the scenario')
  const second = apply()
  library.withdraw(second, now)
  library.approve(apply(), now)
  expect(() => apply()).toThrow('P1 has already applied')
  expect(library.applied().map(({ status }) => status)).toEqual(['REJECTED', 'WITHDRAWN', 'APPROVED'])
})

test.each(['approve', 'reject', 'withdraw'] as const)('%s needs an application under review', (decision) => {
  const { library, apply } = setUp()
  const applicationId = apply()
  library.withdraw(applicationId, now)
  expect(() => library[decision](applicationId, now)).toThrow('is WITHDRAWN, not under review')
  expect(() => library[decision]('nowhere', now)).toThrow('no application nowhere')
})

test('a template code is given once', () => {
  const { library, apply } = setUp()
  library.approve(apply('P1'), now, 'TP_1')
  expect(() => library.approve(apply('P2'), now, 'TP_1')).toThrow('TP_1 is taken')
})

test('a template that nobody applied for is listed too', () => {
  const { library, templateId } = setUp()
  expect(library.list()).toMatchObject([{ templateId, applications: [] }])
  expect(() => library.apply('nowhere', 'P1', 'x', now)).toThrow('no template nowhere')
})
