import { randomUUID } from 'node:crypto'
import { isoTime } from '../runtime.js'
import { ApiError } from '../contract/errors.js'
import type { Event } from '../contract/events.js'
import { viewEvent } from '../events/feed.js'
import type { AccessToken, UserInfo } from '../platform/endpoints.js'
import type { Services } from '../services.js'
import type {
  KeptAboutSubject,
  StoredSubscription,
  StoredUserInfo,
  StoreParts,
  SubjectApp,
} from '../store/store.js'
import { openUserInfo, type TokenCipher } from '../tokens/stored-tokens.js'
import { revokeQuietly } from '../tokens/exchange.js'
import { keepTokenIfAgreed, waitForSending, withdrawUnasked } from './decisions.js'
import { namesOf, type Person } from './subject.js'

/** What a person is called in each app that knows them. */
type Subjects = Pick<SubjectApp, 'appId' | 'subject'>[]

const subjectsOf = (names: readonly SubjectApp[]): Subjects =>
  names.map(({ appId, subject }) => ({ appId, subject }))

interface Erased {
  subjects: Subjects
  messages: number
  /** What has to wait for somebody else, and is then done without being asked for again. */
  leftToDo?: string
}

const finishEveryMs = 10_000
const leftToDo =
  "no statement finds the rows any more, but the database's files hold them until nobody reads them (SQLite's -wal file) or they are vacuumed (PostgreSQL's tables); the server does that soon, by itself"

/**
 * Withdraws every consent of a person, revokes their tokens, and deletes all that is kept about them, in every
 * app that the caller may act for. What stays is the ledger, which knows only the subject: who brings the userId can still be matched to it.
 */
export async function eraseUser(services: Services, person: Person): Promise<Erased> {
  const { store, apps, background, pause } = services
  const names = await namesOf(services, person)
  const messages = await eraseNames(services, names, (name, token) => {
    background.add(revokeQuietly(services, apps.siteOf(name), token))
  })
  const subjects = subjectsOf(names)
  if (await store.compact()) return { subjects, messages }
  background.retry(
    () => finish(services),
    () => pause(finishEveryMs),
  )
  return { subjects, messages, leftToDo }
}

/**
 * Withdraws every consent under these names, waits for what is being sent, and deletes all that is kept under them but
 * the ledger; returns how many messages. `onUnneeded` is given their tokens.
 */
export async function eraseNames(
  services: Services,
  names: readonly SubjectApp[],
  onUnneeded: (name: SubjectApp, token: AccessToken<'MESSAGE'>) => void = () => undefined,
): Promise<number> {
  const { store } = services
  const all = await store.transaction(async (tx) => {
    const withdrawn = []
    for (const name of names) withdrawn.push({ name, ...(await withdrawAll(services, tx, name)) })
    return withdrawn
  })
  for (const { name, subscriptions, unneeded } of all) {
    await waitForSending(services, subscriptions)
    for (const token of unneeded) onUnneeded(name, token)
  }
  return store.upkeep.erase(names.map(({ subject }) => subject))
}

/** A failure is logged, and the next try has what is left. */
async function finish({ store, log }: Pick<Services, 'store' | 'log'>): Promise<boolean> {
  try {
    return await store.finishCompacting()
  } catch (error) {
    log('error', 'erase-not-finished', { error })
    return false
  }
}

async function withdrawAll(
  services: Services,
  tx: StoreParts,
  owner: SubjectApp,
): Promise<{ subscriptions: StoredSubscription[]; unneeded: AccessToken<'MESSAGE'>[] }> {
  const { clock, cipher } = services
  const now = await tx.now(clock)
  const subscriptions = await tx.subscriptions.ofOwnerForUpdate(owner)
  for (const one of subscriptions) {
    // Of one that is no AGREE as well: one that was posted before may still be under way.
    const cause = { origin: 'ERASURE', code: 'ERASED', requestId: randomUUID() } as const
    // In force whatever stands: the decision may have its time from the clock of another machine.
    const decidedAt = Math.max(now, one.decidedAt ?? now)
    await withdrawUnasked(services, tx, one, { ...cause, decidedAt, now })
  }
  return { subscriptions, unneeded: await keepTokenIfAgreed(tx, cipher, owner, now) }
}

interface KeptUserInfo {
  appId: string
  receivedAt: string
  userInfo: UserInfo
}

/** What a user let the merchant see, app by app. @throws ApiError USER_INFO_NOT_FOUND */
export async function userInfoOf(
  services: Pick<Services, 'store' | 'apps' | 'subjectKey' | 'cipher' | 'userInfo'>,
  person: Person,
): Promise<KeptUserInfo[]> {
  const { store, cipher, userInfo } = services
  const names = await namesOf(services, person)
  const kept = userInfo ? await store.userInfos.ofSubjects(names.map(({ subject }) => subject)) : []
  if (kept.length > 0) return kept.map((one) => openKept(cipher, one))
  throw new ApiError(
    'USER_INFO_NOT_FOUND',
    userInfo
      ? 'nothing is kept: this user has not authorized here, or longer than RETENTION_DAYS ago'
      : 'nothing is kept: set USER_INFO=on, and ask for auth_user',
  )
}

const openKept = (cipher: TokenCipher, stored: StoredUserInfo): KeptUserInfo => ({
  appId: stored.appId,
  receivedAt: isoTime(stored.receivedAt),
  userInfo: openUserInfo(cipher, stored),
})

type Exported = { subjects: Subjects; userInfo: KeptUserInfo[]; events: Event[] } & Omit<
  KeptAboutSubject,
  'userInfos' | 'events'
>

/** All that is kept about a person in the apps that the caller may act for, in one JSON document; of tokens only that there are some, and until when. */
export async function exportUser(
  services: Pick<Services, 'store' | 'apps' | 'subjectKey' | 'cipher'>,
  person: Person,
): Promise<Exported> {
  const { store, cipher } = services
  const names = await namesOf(services, person)
  const { userInfos, events, ...kept } = await store.upkeep.keptAbout(names.map(({ subject }) => subject))
  return {
    ...{ subjects: subjectsOf(names), ...kept, events: events.map(viewEvent) },
    userInfo: userInfos.map((one) => openKept(cipher, one)),
  }
}
