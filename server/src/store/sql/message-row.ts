import type { Selectable } from 'kysely'
import type { StoredMessage } from '../message-store.js'
import type { Tables } from './tables.js'

/** A row as the domain knows it: truth values instead of 0 and 1. */
export const messageOf = (row: Selectable<Tables['messages']>): StoredMessage => ({
  ...row,
  usesCredit: row.usesCredit === 1,
  wasUnknown: row.wasUnknown === 1,
})
