import { useEffect, useRef, useState } from 'preact/hooks'
import type { LiveInbox } from '../inbox/use-inbox.js'
import type { OpenMessage } from '../inbox/message-list.js'
import { useTexts } from '../language.js'
import { useLiveEvents } from '../live.js'
import { BehaviourTab } from './behaviour-tab.js'
import { ConnectTab } from './connect-tab.js'
import { FaultsTab } from './faults-tab.js'
import { MessagesTab } from './messages-tab.js'
import { OverviewTab } from './overview-tab.js'
import { RequestsTab } from './requests-tab.js'
import { type TabProps, type Place, type Tab, hashOf, placeOf, tabAfter, tabs } from './tabs.js'
import { TemplatesTab } from './templates-tab.js'
import { UsersTab } from './users-tab.js'

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
    case 'behaviour':
      return <BehaviourTab />
    case 'connect':
      return <ConnectTab />
    default:
      return <OverviewTab {...props} />
  }
}

export const tabId = (tab: Tab): string => `tab-${tab}`
export const panelId = 'console-panel'

/** The console's tabs: one stop for the Tab key, arrow keys between them. */
export function TabList(props: { chosen: Tab; choose: (tab: Tab) => void }) {
  const text = useTexts().console
  const list = useRef<HTMLDivElement>(null)
  // Where not all tabs fit side by side, the chosen one is moved into view.
  useEffect(() => {
    const tab = document.getElementById(tabId(props.chosen))
    tab?.scrollIntoView({ block: 'nearest', inline: 'center' })
  }, [props.chosen])
  const move = (event: KeyboardEvent): void => {
    // From the tab that has the focus: the address, which says what is chosen, follows a moment later.
    const from = tabs.find((tab) => tabId(tab) === (event.target as HTMLElement).id) ?? props.chosen
    const next = tabAfter(from, event.key)
    if (next === undefined) return
    event.preventDefault()
    props.choose(next)
    list.current?.querySelector<HTMLElement>(`#${tabId(next)}`)?.focus()
  }
  return (
    <div ref={list} class="tabs" role="tablist" aria-label={text.name} onKeyDown={move}>
      {tabs.map((tab) => (
        <button
          key={tab}
          id={tabId(tab)}
          class="tabs__tab"
          type="button"
          role="tab"
          aria-selected={tab === props.chosen}
          aria-controls={panelId}
          tabIndex={tab === props.chosen ? 0 : -1}
          onClick={() => props.choose(tab)}
        >
          {text.tabs[tab]}
        </button>
      ))}
    </div>
  )
}

/** The console's place, kept in the address: a reload, Back and a copied link lead there again. */
export function usePlace(): [Place, (place: Place) => void] {
  const [place, setPlace] = useState(() => placeOf(location.hash))
  useEffect(() => {
    const follow = (): void => setPlace(placeOf(location.hash))
    window.addEventListener('hashchange', follow)
    return () => window.removeEventListener('hashchange', follow)
  }, [])
  const go = (to: Place): void => {
    location.hash = hashOf(to)
  }
  return [place, go]
}
