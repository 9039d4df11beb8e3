import Type from 'typebox'
import { ApiError } from '../../api-error.js'
import { errorBody } from '../schemas/error.js'
import type { Route } from './route.js'

const ok = Type.Object({ status: Type.Literal('ok') })

/** Healthy: the process answers. Ready: it can also reach its database. */
export const healthRoutes: Route = (app, { services: { store } }) => {
  const schema = { tags: ['operation'], response: { 200: ok, '5xx': errorBody } }
  app.get('/healthz', { schema: { ...schema, summary: 'Does the process answer?' } }, () => ({
    status: 'ok' as const,
  }))
  app.get('/readyz', { schema: { ...schema, summary: 'Can it reach its database?' } }, async () => {
    try {
      await store.ping()
    } catch (cause) {
      throw new ApiError('NOT_READY', 'the database does not answer', { cause })
    }
    return { status: 'ok' as const }
  })
}
