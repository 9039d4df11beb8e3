import type { FastifyInstance } from 'fastify'

/** Calls routes under /_sandbox/ and reads their JSON. */
export function control(app: FastifyInstance) {
  const ask = async (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, payload?: object) => {
    const response = await app.inject({ method, url: `/_sandbox/${path}`, ...(payload && { payload }) })
    return { status: response.statusCode, body: response.body === '' ? null : response.json() }
  }
  return {
    ask,
    get: async (path: string) => (await ask('GET', path)).body,
    post: (path: string, payload?: object) => ask('POST', path, payload),
    patch: (path: string, payload: object) => ask('PATCH', path, payload),
    remove: (path: string) => ask('DELETE', path),
  }
}
