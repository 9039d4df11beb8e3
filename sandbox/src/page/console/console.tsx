import { useState } from 'preact/hooks'
import type { OpenMessage } from '../inbox/message-card.js'
import type { LiveInbox } from '../inbox/use-inbox.js'
import { useTexts } from '../language-context.js'
import { useLiveEvents } from '../live/live-line.js'
import { ConnectTab } from './connect/connect-tab.js'
import { FaultsTab } from './faults/faults-tab.js'
import { MessagesTab } from './messages/messages-tab.js'
import { OverviewTab } from './overview/overview-tab.js'
import { RequestsTab } from './requests/requests-tab.js'
import { panelId, tabId, TabList } from './tab-list.js'
import type { TabProps } from './tab-props.js'
import { TemplatesTab } from './templates/templates-tab.js'
import { usePlace } from './use-place.js'
import { UsersTab } from './users/users-tab.js'

type ConsoleProps = Omit<TabProps, 'id' | 'go'> & { inbox: LiveInbox; openMessage: OpenMessage }

/** What the platform's console, the super app's administrator and the sandbox itself offer, one tab each. */
export function Console(props: ConsoleProps) {
  const text = useTexts().console
  const [place, go] = usePlace()
  const [isCut, setCut] = useState(false)
  useLiveEvents(({ type }) => setCut(type === 'disconnected'), [])
  return (
    <section class="console" aria-label={text.name}>
      <TabList chosen={place.tab} choose={(tab) => go({ tab })} />
      {isCut && (
        <p class="refusal console__cut" role="alert">
          {text.disconnected}
        </p>
      )}
      <div
        key={place.tab}
        id={panelId}
        class="console__panel"
        role="tabpanel"
        aria-labelledby={tabId(place.tab)}
        tabIndex={0}
      >
        <TabOf {...props} tab={place.tab} id={place.id} go={go} />
      </div>
    </section>
  )
}

function TabOf({ tab, ...props }: ConsoleProps & Pick<TabProps, 'id' | 'go'> & { tab: string }) {
  switch (tab) {
    case 'templates':
      return <TemplatesTab {...props} />
    case 'users':
      return <UsersTab {...props} />
    case 'messages':
      return <MessagesTab {...props} />
    case 'requests':
      return <RequestsTab {...props} />
    case 'faults':
      return <FaultsTab />
    case 'connect':
      return <ConnectTab />
    default:
      return <OverviewTab {...props} />
  }
}
