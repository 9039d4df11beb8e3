import { createHmac } from 'node:crypto'

/**
 * The name under which consent is kept: only somebody who brings the userId and the key can tell whose it is.
 * The site is part of it, since two super apps may give the same userId to different people.
 */
export const subjectOf = (key: Buffer, customerBelongsTo: string, userId: string): string =>
  createHmac('sha256', key).update(`${customerBelongsTo}\n${userId}`).digest('base64url')
