import type { TemplatesAnswer } from '../contract'
import type { App, FlowContext } from '../flow/context'
import { exchange } from './exchange'
import { readTemplates } from './read-answers'

/** Sender and texts. The backend is asked once for each page unless it failed, and not at all if the props say all. */
export function loadTemplates({ host, request, memory }: FlowContext, app: App): Promise<TemplatesAnswer> {
  const { backendUrl, templateIds, language, senderName, privacyUrl, templates = [] } = request
  const isOwn = (code: string): boolean => templates.some(({ templateCode }) => templateCode === code)
  if (senderName && privacyUrl && templateIds.every(isOwn)) {
    return Promise.resolve({ sender: { name: '', privacyUrl: '' }, textVersion: 'props', templates: [] })
  }

  const query: [string, string][] = Object.entries({
    appId: app.appId,
    customerBelongsTo: app.customerBelongsTo,
    templateCodes: templateIds.join(),
    language,
  })
  const path = `/templates?${query.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&')}`
  const key = backendUrl + path
  const known = memory.templates[key]
  if (known) return known
  // It lives as long as the component: an open that is cancelled doesn't end it for the next one.
  const answer = exchange({ host, request, life: memory.mounted }, { path, read: readTemplates })
  answer.catch(() => {
    memory.templates[key] = undefined
  })
  return (memory.templates[key] = answer)
}
