import { templatesAnswer } from '../../contract/front-end.js'
import { demand, refusalOf, successOf, type Check, type Visitor } from './visitor.js'

const get = ({ backend, target }: Visitor, changed: Record<string, string> = {}) => {
  const { appId, customerBelongsTo, templateCode } = target
  return backend.get('/templates', {
    appId,
    customerBelongsTo,
    templateCodes: templateCode,
    language: 'zh-CN',
    ...changed,
  })
}

export const templateChecks: readonly Check[] = [
  {
    rule: 'GET /templates says who sends and what the template is called',
    run: async (visitor) => {
      const { templates, sender, textVersion } = successOf(templatesAnswer, await get(visitor))
      demand(templates.length === 1, `expected the one template asked for, got ${templates.length}`)
      demand(templates[0]?.templateCode === visitor.target.templateCode, 'the template is another one')
      demand(
        sender.name !== '' && sender.privacyUrl !== '' && textVersion !== '',
        'a text of the sender is empty',
      )
      const { logoUrl = '/' } = sender
      demand(/^(https:\/)?\//.test(logoUrl), `sender.logoUrl is neither https nor a path: ${logoUrl}`)
    },
  },
  {
    rule: 'the same words have the same textVersion',
    run: async (visitor) => {
      const [first, again] = [
        successOf(templatesAnswer, await get(visitor)),
        successOf(templatesAnswer, await get(visitor)),
      ]
      demand(first.textVersion === again.textVersion, 'textVersion changed between two requests')
    },
  },
  {
    rule: 'an unknown template is TEMPLATE_NOT_FOUND',
    run: async (visitor) =>
      refusalOf(await get(visitor, { templateCodes: 'no-such-template' }), 404, 'TEMPLATE_NOT_FOUND'),
  },
  {
    rule: 'another app, and another site, is APP_NOT_ALLOWED',
    run: async (visitor) => {
      refusalOf(await get(visitor, { appId: 'no-such-app' }), 403, 'APP_NOT_ALLOWED')
      refusalOf(await get(visitor, { customerBelongsTo: 'NO_SUCH_SITE' }), 403, 'APP_NOT_ALLOWED')
    },
  },
  {
    rule: 'no cookie is set and no credentials are allowed',
    run: async (visitor) => {
      const { headers } = await get(visitor)
      demand(!headers.has('set-cookie'), 'the answer sets a cookie')
      demand(
        !headers.has('access-control-allow-credentials'),
        'the answer has Access-Control-Allow-Credentials',
      )
    },
  },
]
