import type { ComponentChildren } from 'preact'
import { translated } from '../../console/choose-language.js'
import type { PhoneSession } from '../../superapp/phone-session.js'
import { useLanguageTag, useTexts } from '../language-context.js'
import { useLibrary } from '../subscriptions/use-subscriptions.js'
import { SelectField, TextField } from './field.js'

/** A list, and beside it the one thing in it that is open; where there is no room for both, one of the two. */
export const ListAndDetail = (props: {
  list: ComponentChildren
  /** Undefined where nothing is open. */
  detail: ComponentChildren | undefined
}) => (
  <div class={props.detail === undefined ? 'split' : 'split split--open'}>
    <div class="split__list">{props.list}</div>
    {props.detail !== undefined && <div class="split__detail">{props.detail}</div>}
  </div>
)

/** What a list is searched for; an empty text leaves that out. */
export interface Filters<Status extends string> {
  search: string
  userId: string
  templateCode: string
  status: Status | ''
}

export const noFilters = { search: '', userId: '', templateCode: '', status: '' } as const

/** A query string of what is given. */
export const queryOf = (given: Readonly<Record<string, string>>): string =>
  new URLSearchParams(Object.entries(given).filter(([, value]) => value !== '')).toString()

/** A search and three choices above a list of messages or requests. */
export function ListFilters<Status extends string>(props: {
  filters: Filters<Status>
  change: (filters: Filters<Status>) => void
  users: PhoneSession['users']
  searchHint: string
  statuses: readonly { value: Status; label: string }[]
}) {
  const text = useTexts().filters
  const language = useLanguageTag()
  const { filters, change } = props
  const all = { value: '', label: text.all } as const
  const users = props.users.map(({ userId, name }) => ({ value: userId, label: translated(name, language) }))
  const templates = (useLibrary() ?? []).flatMap(({ name, applications }) =>
    applications.flatMap(({ templateCode }) =>
      templateCode === undefined ? [] : [{ value: templateCode, label: `${name} (${templateCode})` }],
    ),
  )
  return (
    <div class="filters" role="search">
      <TextField
        label={text.search}
        type="search"
        value={filters.search}
        change={(search) => change({ ...filters, search })}
        placeholder={props.searchHint}
      />
      <SelectField
        label={text.user}
        value={filters.userId}
        choices={[all, ...users]}
        change={(userId) => change({ ...filters, userId })}
      />
      <SelectField
        label={text.template}
        value={filters.templateCode}
        choices={[all, ...templates]}
        change={(templateCode) => change({ ...filters, templateCode })}
      />
      <SelectField
        label={text.status}
        value={filters.status}
        choices={[all, ...props.statuses]}
        change={(status) => change({ ...filters, status })}
      />
    </div>
  )
}
