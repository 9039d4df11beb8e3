import { useEffect, useRef } from 'preact/hooks'
import { useTexts } from '../language-context.js'
import { tabAfter, tabs, type Tab } from './tabs.js'

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
