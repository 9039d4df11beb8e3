import { expressionBuilder, sql, type RawBuilder } from 'kysely'
import type { SubjectApp } from '../store.js'
import { jsonRows, type Columns, type EachOf } from './json-rows.js'

/** The WHERE of everything that belongs to one user of one mini program. */
export const ownedBy = ({ subject, appId, customerBelongsTo }: SubjectApp) =>
  expressionBuilder<{ owned: SubjectApp }, 'owned'>().and({ subject, appId, customerBelongsTo })

const columns: Columns = { subject: 'text', appId: 'text', customerBelongsTo: 'text' }

/** The same for several users. */
export const ownedByAny = (eachOf: EachOf, owners: readonly SubjectApp[]): RawBuilder<boolean> => {
  const rows = owners.map(({ subject, appId, customerBelongsTo }) => [subject, appId, customerBelongsTo])
  return sql<boolean>`(subject, app_id, customer_belongs_to) in (${jsonRows(eachOf, columns, rows)})`
}
