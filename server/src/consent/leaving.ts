import { SdkError } from '../contract/errors.js'
import { isoTime } from '../runtime.js'
import type { Services } from '../services.js'
import {
  attemptsOf,
  messageOf,
  type AppDataKind,
  type MessageRow,
  type StoredUserInfo,
} from '../store/store.js'
import { openUserInfo } from '../tokens/stored-tokens.js'
import { eraseNames } from './erase.js'

/** Rows of one page of an export. */
const pageSize = 500
/** Users who are erased together: nobody who sends or accepts waits long for them. */
const erasedAtOnce = 50
const cutAtOnce = 1_000
const forgottenAtOnce = 1_000

type Row = Readonly<Record<string, string | number | null>>

/** The outbox before the history, so that what is finished meanwhile is found there. */
const exported = {
  subscription: (row) => ({ kind: 'subscription', ...row }),
  authorization: (row) => ({ kind: 'authorization', ...row }),
  userInfo: (row, { userInfo }) => ({ kind: 'userInfo', ...row, info: undefined, userInfo }),
  consent: (row) => ({ kind: 'consent', ...row }),
  action: (row) => ({ kind: 'action', ...row }),
  count: (row) => ({ kind: 'count', ...row }),
  event: ({ type, data, ...row }) => ({
    kind: 'event',
    ...row,
    type,
    data: JSON.parse(String(data)) as object,
  }),
  queued: (row) => messageLine({ ...row, outcome: null, messageId: null, finishedAt: null }),
  finished: (row) => messageLine({ ...row, status: 'FINISHED', dueAt: row.finishedAt ?? null, owner: null }),
} satisfies Record<AppDataKind, (row: Row, opened: { userInfo?: object }) => object>

function messageLine(row: Row): object {
  const message = messageOf(row as unknown as MessageRow)
  return { kind: 'message', ...message, timeline: undefined, attempts: attemptsOf(message) }
}

/**
 * All that is kept of an app, line by line, each a JSON object with its `kind`; user information is decrypted, tokens are
 * left out. The last line counts those before it: an export without it was cut off.
 */
export async function* exportApp(
  { store, cipher, clock }: Pick<Services, 'store' | 'cipher' | 'clock'>,
  appId: string,
): AsyncGenerator<string> {
  const line = (value: object) => `${JSON.stringify(value)}\n`
  let lines = 1
  yield line({ kind: 'app', appId, exportedAt: isoTime(clock.now()) })
  for (const kind of Object.keys(exported) as AppDataKind[]) {
    let after: Row | undefined
    for (;;) {
      const page = await store.appData.page(kind, appId, { limit: pageSize, after })
      for (const row of page) {
        const userInfo =
          kind === 'userInfo' ? openUserInfo(cipher, row as unknown as StoredUserInfo) : undefined
        yield line(exported[kind](row, { ...(userInfo && { userInfo }) }))
      }
      lines += page.length
      after = page.at(-1)
      if (page.length < pageSize) break
    }
  }
  yield line({ kind: 'end', lines })
}

interface DeletedApp {
  users: number
  messages: number
  /** Rows of its chain; 0 where that is kept. */
  ledger: number
}

/**
 * Deletes all that is kept of an app that has left the configuration, a few users at a time: every consent is withdrawn,
 * queued messages are purged, those being sent are waited for. The ledger stays as proof, unless `withLedger`. Asked
 * again, it goes on where it was stopped. @throws SdkError APP_IN_USE
 */
export async function deleteApp(
  services: Services,
  appId: string,
  { withLedger = false }: { withLedger?: boolean } = {},
): Promise<DeletedApp> {
  const { store, apps } = services
  if (apps.sites().some((site) => site.appId === appId)) {
    throw new SdkError(
      'APP_IN_USE',
      `app ${appId} is in APPS_FILE: take it out first, on every process, or new data would come while the old goes`,
    )
  }
  const deleted = { users: 0, messages: 0, ledger: 0 }
  for (;;) {
    const names = await store.appData.names(appId, erasedAtOnce)
    if (names.length === 0) break
    deleted.messages += await eraseNames(services, names)
    deleted.users += names.length
  }
  while (!(await store.appData.forgetRest(appId, forgottenAtOnce))) continue
  while (withLedger) {
    const cut = await store.appData.cutLedger(appId, cutAtOnce)
    deleted.ledger += cut
    if (cut < cutAtOnce) break
  }
  // What is left of it is done by the server soon, as after the erase of a user.
  await store.compact()
  return deleted
}
