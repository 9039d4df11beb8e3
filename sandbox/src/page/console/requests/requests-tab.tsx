import { useState } from 'preact/hooks'
import { ChoiceGroup } from '../../controls/choice-group.js'
import { Empty } from '../../controls/empty.js'
import { TextField } from '../../controls/field.js'
import { Section } from '../../controls/section.js'
import { useTexts } from '../../language-context.js'
import { useResource } from '../../live/use-resource.js'
import type { LoggedRequest } from '../../server/shapes.js'
import type { TabProps } from '../tab-props.js'
import { findRequests } from './find-requests.js'
import { RequestDetail } from './request-detail.js'
import { RequestRow } from './request-row.js'

const listed = 200

/** The request log with search; one call opened in it says why it was refused and how to mend it. */
export function RequestsTab({ id, go }: TabProps) {
  const text = useTexts()
  const [search, setSearch] = useState('')
  const [only, setOnly] = useState<'all' | 'refused'>('all')
  const requests = useResource<{ requests: LoggedRequest[] }>('/_sandbox/requests')?.requests
  if (!requests) return <p class="notice">{text.console.loading}</p>
  if (id !== undefined) {
    const request = requests.find((one) => one.requestLogId === id)
    return <RequestDetail request={request} back={() => go({ tab: 'requests' })} />
  }
  const shown = findRequests(requests, search, only)
  const { none, noneHint, noMatch, noMatchHint } = text.requests
  const choices = [
    { value: 'all', label: text.requests.all },
    { value: 'refused', label: text.requests.refused },
  ] as const
  return (
    <Section
      title={text.requests.title}
      hint={text.requests.hint}
      aside={<span class="count">{text.requests.count(shown.length, requests.length)}</span>}
    >
      <div class="filters">
        <TextField
          label={text.requests.search}
          type="search"
          value={search}
          change={setSearch}
          placeholder={text.requests.searchHint}
        />
        <ChoiceGroup legend={text.requests.only} choices={choices} chosen={only} choose={setOnly} />
      </div>
      {requests.length === 0 && <Empty title={none} hint={noneHint} />}
      {requests.length > 0 && shown.length === 0 && <Empty title={noMatch} hint={noMatchHint} />}
      <ol class="rows">
        {shown.slice(0, listed).map((request) => (
          <RequestRow key={request.requestLogId} request={request} />
        ))}
      </ol>
      {shown.length > listed && <p class="section__note">{text.requests.more(listed)}</p>}
    </Section>
  )
}
