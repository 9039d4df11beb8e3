import { expressionBuilder } from 'kysely'
import type { SubjectApp } from '../store.js'

/** The WHERE of everything that belongs to one user of one mini program. */
export const ownedBy = ({ subject, appId, customerBelongsTo }: SubjectApp) =>
  expressionBuilder<{ owned: SubjectApp }, 'owned'>().and({ subject, appId, customerBelongsTo })
