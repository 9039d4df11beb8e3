import type { FastifyInstance } from 'fastify'
import type { Sandbox } from '../sandbox.js'

const togetherMs = 100

/**
 * Tells open pages that something may have changed: after every request that isn't a mere look. Many in
 * a row are told once, so that a backend sending at full speed does not drown the pages. `what` is empty: it may be anything.
 */
export function registerChangeAnnouncement(app: FastifyInstance, sandbox: Sandbox): void {
  let waiting: NodeJS.Timeout | undefined
  app.addHook('onResponse', (request, _reply, done) => {
    if (request.method !== 'GET') {
      waiting ??= setTimeout(() => {
        waiting = undefined
        sandbox.events.publish({ type: 'changed', what: '' })
      }, togetherMs).unref()
    }
    done()
  })
}
