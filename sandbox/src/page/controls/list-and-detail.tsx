import type { ComponentChildren } from 'preact'
import { translated } from '../../console/choose-language.js'
import type { PhoneSession } from '../../superapp/phone-routes.js'
import { useLanguageTag, useTexts } from '../language.js'
import { useLibrary } from '../use-subscriptions.js'
import { SelectField, TextField } from './field.js'
import { Empty, Section } from './section.js'

/** The most rows that a list asks for and shows. */
export const listed = 100

/** What was found, with its search above it and the one thing that is open beside it; where there is no room for both, one of the two. */
export function ListAndDetail<Status extends string>(props: {
  texts: { title: string; hint: string; none: string; noneHint: string }
  search: ListSearch<Status>
  /** How many there are with these filters, and without. */
  found: number
  total: number
  /** Class of the row of headings, and what stands in it. */
  columns: { class: string; titles: readonly string[] }
  /** A row for each of the newest that were found. */
  rows: ComponentChildren
  /** Undefined where nothing is open. */
  detail: ComponentChildren | undefined
}) {
  const text = useTexts().filters
  const { texts, search, found, total, columns, rows, detail } = props
  return (
    <div class={detail === undefined ? 'split' : 'split split--open'}>
      <div class="split__list">
        <Section
          title={texts.title}
          hint={texts.hint}
          aside={<span class="count">{text.count(found, total)}</span>}
        >
          <ListFilters<Status> {...search} />
          {total === 0 && <Empty title={texts.none} hint={texts.noneHint} />}
          {total > 0 && found === 0 && <Empty title={text.noMatch} hint={text.noMatchHint} />}
          {found > 0 && (
            <div class={`columns ${columns.class}`} aria-hidden="true">
              {columns.titles.map((title) => (
                <span key={title}>{title}</span>
              ))}
            </div>
          )}
          <ol class="rows">{rows}</ol>
          {found > listed && <p class="section__note">{text.more(listed, found)}</p>}
        </Section>
      </div>
      {detail !== undefined && <div class="split__detail">{detail}</div>}
    </div>
  )
}

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

interface ListSearch<Status extends string> {
  filters: Filters<Status>
  change: (filters: Filters<Status>) => void
  users: PhoneSession['users']
  searchHint: string
  statuses: readonly { value: Status; label: string }[]
}

/** A search and three choices above a list of messages or requests. */
function ListFilters<Status extends string>(props: ListSearch<Status>) {
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
