import type { TemplatesAnswer } from '../contract'
import type { App, FlowContext } from '../flow/context'
import { exchange } from './exchange'
import { readTemplates } from './read-answers'

/**
 * Sender and texts, from the props where they say something, else from the backend, which is asked once
 * for each page unless it failed.
 */
export function loadTemplates(context: FlowContext, app: App): Promise<TemplatesAnswer> {
  const { request } = context
  const { senderName, privacyUrl, templates = [], templateIds } = request
  const isOwn = (code: string): boolean => templates.some(({ templateCode }) => templateCode === code)
  const served =
    senderName && privacyUrl && templateIds.every(isOwn)
      ? Promise.resolve({ sender: { name: '', privacyUrl: '' }, textVersion: 'props', templates })
      : fetchTemplates(context, app)

  return served.then((answer) => ({
    textVersion: answer.textVersion,
    sender: {
      ...answer.sender,
      ...(senderName && { name: senderName }),
      ...(privacyUrl && { privacyUrl }),
    },
    templates: [...templates, ...answer.templates.filter(({ templateCode }) => !isOwn(templateCode))],
  }))
}

function fetchTemplates({ host, request, memory }: FlowContext, app: App): Promise<TemplatesAnswer> {
  const query = {
    appId: app.appId,
    customerBelongsTo: app.customerBelongsTo,
    templateCodes: request.templateIds.join(','),
    language: request.language,
  }
  const path = `/templates?${Object.entries(query)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join('&')}`

  const key = request.backendUrl + path
  const { backendUrl, headers } = request
  const answer =
    memory.templates[key] ??
    // For every later open too, so an open that is cancelled doesn't end it.
    exchange({ host, backendUrl, headers }, memory.mounted, request.timeoutMs, {
      call: () => ({ path }),
      read: readTemplates,
      codeWasSent: false,
    })
  memory.templates[key] = answer
  answer.catch(() => {
    Reflect.deleteProperty(memory.templates, key)
  })
  return answer
}
