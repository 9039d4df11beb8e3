import { findTemplate } from '../by-template.js'
import type { ServedTexts } from '../contract.js'
import type { App, FlowContext } from '../flow/context.js'
import { exchange } from './exchange.js'
import { readTemplates } from './read-answers.js'

/** Sender and texts. The backend is asked once for each page unless it failed, and not at all if the props say all. */
export function loadTemplates(
  { host, request, memory }: FlowContext,
  { appId, customerBelongsTo }: App,
): Promise<ServedTexts> {
  const { backendUrl, templateIds, language, senderName, privacyUrl, templates } = request
  if (senderName && privacyUrl && templateIds.every((code) => findTemplate(templates, code))) {
    return Promise.resolve({ textVersion: 'props', templates: [] })
  }

  const query = Object.entries({ appId, customerBelongsTo, templateCodes: templateIds.join(), language })
  const path = `/templates?${query.map((pair) => pair.map(encodeURIComponent).join('=')).join('&')}`
  const key = backendUrl + path
  const known = memory.templates[key]
  if (known) return known
  // It lives as long as the component: an open that is cancelled doesn't end it for the next one.
  const answer = exchange({ host, request, life: memory.mounted }, { path, read: readTemplates })
  answer.catch(() => (memory.templates[key] = undefined))
  return (memory.templates[key] = answer)
}
