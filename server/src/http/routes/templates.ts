import { servedTexts } from '../../apps/served-texts.js'
import { errorBody } from '../schemas/error.js'
import { templatesAnswer, templatesQuery } from '../schemas/templates.js'
import type { Route } from './route.js'

/** Sender and texts for the panel. */
export const templatesRoute: Route = (app, { services: { apps } }) => {
  app.get(
    '/templates',
    {
      schema: {
        tags: ['contract'],
        summary: 'Sender and texts for the panel',
        querystring: templatesQuery,
        response: { 200: templatesAnswer, '4xx': errorBody, '5xx': errorBody },
      },
    },
    ({ query }) => {
      const known = apps.require(query)
      const templates = apps.requireTemplates(known, [...new Set(query.templateCodes.split(','))])
      return servedTexts(known.config, templates, query.language ?? 'en')
    },
  )
}
