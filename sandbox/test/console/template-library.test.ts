import { TemplateLibrary, type TemplateDraft } from '../../src/console/template-library.js'

const draft: TemplateDraft = { name: 'T', channel: 'INBOX', kind: 'LONG_TERM', variables: [], texts: {} }

function applied() {
  const library = new TemplateLibrary()
  const { templateId } = library.create(draft)
  return { library, templateId, application: library.apply(templateId, 'P1', 'orders') }
}

test('a template is sent by its code only once it is approved, and only by who applied', () => {
  const { library, application } = applied()
  expect(library.approved('CODE', 'P1')).toBeUndefined()
  library.approve(application.applicationId, 0, 'CODE')
  expect(library.approved('CODE', 'P1')).toMatchObject({ name: 'T' })
  expect(library.approved('CODE', 'P2')).toBeUndefined()
})

test('approval gives a code of the platform’s form', () => {
  const { library, application } = applied()
  library.approve(application.applicationId, Date.parse('2026-11-20'))
  expect(application.templateCode).toMatch(/^20261120\d{16}$/)
})

test('a mini program applies once for a template', () => {
  const { library, templateId } = applied()
  expect(() => library.apply(templateId, 'P1', 'again')).toThrow('already applied')
})

test('nothing is approved twice, and no unknown template is applied for', () => {
  const { library, application } = applied()
  library.approve(application.applicationId, 0)
  expect(() => library.approve(application.applicationId, 0)).toThrow('not under review')
  expect(() => library.apply('nosuch', 'P1', 'x')).toThrow('no template nosuch')
})
