import type { Application } from '../../../console/template.js'
import type { LoggedRequest } from '../../server/shapes.js'
import type { InboxMessage } from '../../../superapp/inbox.js'
import { useResource } from '../../live/use-resource.js'
import type { LoopState } from './next-step.js'

/** The loop as it stands, live; undefined until everything was loaded. */
export function useLoopState(hasShop: boolean): LoopState | undefined {
  const templates = useResource<{ templates: Application[] }>('/_sandbox/templates')
  const log = useResource<{ requests: LoggedRequest[] }>('/_sandbox/requests?limit=200')
  const inbox = useResource<{ messages: InboxMessage[] }>('/_sandbox/inbox?limit=1')
  if (!templates || !log || !inbox) return undefined
  return {
    hasShop,
    applications: templates.templates,
    requests: log.requests,
    messageIds: inbox.messages.map(({ messageId }) => messageId),
  }
}
