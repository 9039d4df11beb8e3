import { sql, type Kysely } from 'kysely'
import type { Recipient } from '../message-store.js'
import type { TokenRow } from '../store.js'
import { jsonList, type EachOf } from './json-rows.js'
import type { Tables } from './tables.js'

type Row = { requestId: string; type: Recipient['type'] } & {
  [Field in keyof TokenRow]: TokenRow[Field] | null
}

/** One statement for all that is about to be sent: whom it goes to is asked at the last moment. */
export async function recipientsOf(
  db: Kysely<Tables>,
  eachOf: EachOf,
  requestIds: readonly string[],
): Promise<(Recipient | undefined)[]> {
  const { rows } = await sql<Row>`
    select messages.request_id, subscriptions.type, access_token, access_token_expires_at, refresh_token,
      refresh_token_expires_at, version
    from messages
      left join subscriptions on subscriptions.subscription_id = messages.subscription_id
      left join tokens on tokens.subject = messages.subject and tokens.app_id = messages.app_id
        and tokens.customer_belongs_to = messages.customer_belongs_to
    where messages.request_id in ${jsonList(eachOf, requestIds)}`.execute(db)
  const found = new Map(rows.map((row) => [row.requestId, recipientOf(row)]))
  return requestIds.map((requestId) => found.get(requestId))
}

const recipientOf = (row: Row): Recipient => {
  const { type, accessToken, accessTokenExpiresAt, refreshToken, refreshTokenExpiresAt, version } = row
  const token = { accessToken, accessTokenExpiresAt, refreshToken, refreshTokenExpiresAt, version }
  return { type, token: version === null ? undefined : (token as TokenRow) }
}
