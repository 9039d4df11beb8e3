import type { Application } from '../../../console/template.js'
import { sendJson } from '../../server/ask.js'
import type { LibraryTemplate } from '../../subscriptions/use-subscriptions.js'

export type TemplateStatus = Application['status'] | 'NEW'
export type TemplateAction = 'apply' | 'approve' | 'reject' | 'withdraw'

/** The application that counts: the newest one. */
export const newestOf = ({ applications }: Pick<LibraryTemplate, 'applications'>): Application | undefined =>
  applications.at(-1)

/** What can be done with a template, by the status of its newest application. */
export const actionsOf: Readonly<Record<TemplateStatus, readonly TemplateAction[]>> = {
  NEW: ['apply'],
  UNDER_REVIEW: ['approve', 'reject', 'withdraw'],
  APPROVED: [],
  REJECTED: ['apply'],
  WITHDRAWN: ['apply'],
}

/** Does it; `apply` needs the application. The server's sentence is thrown where it says no. */
export function act(
  action: TemplateAction,
  template: LibraryTemplate,
  application?: { appId: string; scenario: string },
): Promise<unknown> {
  if (action === 'apply') {
    return sendJson(`/_sandbox/templates/${template.templateId}/applications`, application)
  }
  const applicationId = newestOf(template)?.applicationId ?? ''
  return sendJson(`/_sandbox/applications/${applicationId}/${action}`)
}
