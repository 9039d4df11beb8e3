import createFetchClient, { type Client } from 'openapi-fetch'
import type { components, paths } from './openapi.js'

export type { components, operations, paths } from './openapi.js'

type Schemas = components['schemas']

/** The variables of each template, by its code. `mini-message-server types` writes yours from APPS_FILE. */
export type TemplateVariables = Record<string, Record<string, string>>

/** A message that has the variables of its template, no more and no less. */
export type MessageOf<Templates extends TemplateVariables> = {
  [Code in keyof Templates & string]: Omit<Schemas['MessageRequest'], 'templateCode' | 'templates'> & {
    templateCode: Code
    templates: (Omit<Schemas['ContentTemplate'], 'templateParameters'> & {
      templateParameters: Templates[Code]
    })[]
  }
}[keyof Templates & string]

interface Bodies<Templates extends TemplateVariables> {
  '/v1/messages': MessageOf<Templates>
  '/v1/messages/batch': { messages: MessageOf<Templates>[] }
}

type WithBody<Path, Body> = Omit<Path, 'post'> & {
  post: Omit<Extract<Path, { post: unknown }>['post'], 'requestBody'> & {
    requestBody: { content: { 'application/json': Body } }
  }
}

/** The document's paths, where messages are those of your templates. */
export type PathsOf<Templates extends TemplateVariables> = {
  [Path in keyof paths]: Path extends keyof Bodies<Templates>
    ? WithBody<paths[Path], Bodies<Templates>[Path]>
    : paths[Path]
}

export type MiniMessageClient<Templates extends TemplateVariables = TemplateVariables> = Client<
  PathsOf<Templates>
>

export interface MiniMessageClientOptions {
  /** Where the server listens, without a path of the API: `http://127.0.0.1:8788`. */
  url: string
  apiKey: string
  /** How long a request may take, milliseconds. @default 10000 */
  timeoutMs?: number
  /** In place of Node's own. */
  fetch?: (request: Request) => Promise<Response>
}

/**
 * Calls a mini-message-server: `GET`, `POST` and `DELETE` take a path of its document, and give `{ data, error, response }`.
 * They throw where no answer came: send the same request again then, with the same requestId.
 */
export function createClient<Templates extends TemplateVariables = TemplateVariables>({
  url,
  apiKey,
  timeoutMs = 10_000,
  fetch = globalThis.fetch,
}: MiniMessageClientOptions): MiniMessageClient<Templates> {
  return createFetchClient<PathsOf<Templates>>({
    baseUrl: url,
    headers: { authorization: `Bearer ${apiKey}` },
    // A request that is repeated gets a time of its own.
    fetch: (request) => {
      const signal = AbortSignal.any([request.signal, AbortSignal.timeout(timeoutMs)])
      return fetch(new Request(request, { signal }))
    },
  })
}
