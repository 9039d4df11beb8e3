import type { Application, Template } from '../../console/template-library.js'
import { useResource } from '../live/use-resource.js'

/** A template with an application for it. */
export type AppliedTemplate = Template & Application

export const useTemplates = (): AppliedTemplate[] | undefined =>
  useResource<{ templates: AppliedTemplate[] }>('/_sandbox/templates')?.templates

/** Those that messages may be sent by, with the code they are sent by. */
export function usableTemplates(
  templates: readonly AppliedTemplate[],
): { templateCode: string; name: string }[] {
  return templates.flatMap(({ status, templateCode, name }) =>
    status === 'APPROVED' && templateCode !== undefined ? [{ templateCode, name }] : [],
  )
}
