import { createHmac } from 'node:crypto'
import type { Services } from '../services.js'
import type { SendingApp, SubjectApp } from '../store/store.js'

/** A person, as the platform names them in one super app. */
export interface Person {
  customerBelongsTo: string
  userId: string
  /** In this app alone; without it in all apps that the caller may act for. */
  appId?: string
}

type Needed = Pick<Services, 'store' | 'apps' | 'subjectKey'>

/**
 * The name under which consent is kept: only somebody who brings the userId and the key can tell whose it is. The app is
 * part of it, so that the rows of two merchants don't tell that they have a user in common; and the site, since two
 * super apps may give the same userId to different people.
 */
export const subjectOf = (key: Buffer, { appId, customerBelongsTo }: SendingApp, userId: string): string =>
  createHmac('sha256', key)
    .update(JSON.stringify([appId, customerBelongsTo, userId]))
    .digest('base64url')

/**
 * Under which names something is kept about a person: one for each app that the caller may act for. A caller who may act
 * for all finds them also in an app that has left the configuration. @throws ApiError APP_NOT_FOUND
 */
export async function namesOf(services: Needed, person: Person): Promise<SubjectApp[]> {
  const { store } = services
  const apps = person.appId === undefined ? services.apps : services.apps.onlyOne(person.appId)
  return namesIn(services, person, apps.allowedIds ?? (await store.upkeep.apps()))
}

/** The same in these apps. */
export function namesIn(
  { store, subjectKey }: Pick<Needed, 'store' | 'subjectKey'>,
  { customerBelongsTo, userId }: Pick<Person, 'customerBelongsTo' | 'userId'>,
  appIds: readonly string[],
): Promise<SubjectApp[]> {
  const names = appIds.map((appId) => {
    const site = { appId, customerBelongsTo }
    return { subject: subjectOf(subjectKey, site, userId), ...site }
  })
  return store.upkeep.known(names)
}
