import type { TemplatesAnswer } from '../contract'
import type { App, FlowContext } from '../flow/context'
import { exchange } from './exchange'
import { readTemplates } from './read-answers'

/**
 * Sender and texts, from the props where they say something, else from the backend, which is asked once
 * for each page unless it failed.
 */
export function loadTemplates(context: FlowContext, app: App): Promise<TemplatesAnswer> {
  const { senderName, privacyUrl, templates = [], templateIds } = context.request
  const own = templates.map(({ templateCode }) => templateCode)
  const isComplete = senderName && privacyUrl && templateIds.every((code) => own.includes(code))
  const nothing = { textVersion: 'props', sender: {}, templates: [] }

  return (isComplete ? Promise.resolve(nothing) : fetchTemplates(context, app)).then((served) => {
    const sender = Object.assign({ name: '', privacyUrl: '' }, served.sender)
    if (senderName) sender.name = senderName
    if (privacyUrl) sender.privacyUrl = privacyUrl
    return { textVersion: served.textVersion, sender, templates: templates.concat(served.templates) }
  })
}

function fetchTemplates({ host, request, memory }: FlowContext, app: App): Promise<TemplatesAnswer> {
  const { templateIds, language } = request
  const query = [templateIds.join(), language, app.appId, app.customerBelongsTo].map(encodeURIComponent)
  const path = ['templateCodes', 'language', 'appId', 'customerBelongsTo']
    .map((name, at) => `${at ? '&' : '/templates?'}${name}=${query[at] ?? ''}`)
    .join('')
  const key = request.backendUrl + path

  const known = memory.templates[key]
  if (known) return known
  // It lives as long as the component: an open that is cancelled doesn't end it for the next one.
  const answer = exchange({ host, request, life: memory.mounted }, { path, read: readTemplates })
  answer.catch(() => {
    memory.templates[key] = undefined
  })
  return (memory.templates[key] = answer)
}
