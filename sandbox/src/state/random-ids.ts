import { randomBytes, randomInt, randomUUID } from 'node:crypto'

const codeLetters = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'

/** 26 capitals and digits, like the samples' `28100613DFLQDKXJQRSMKIXZCI`. */
export const newAuthCode = (): string =>
  [...randomBytes(26)].map((byte) => codeLetters.charAt(byte % codeLetters.length)).join('')

/** 64 hex digits: the platform allows 128 characters and none of `@ # ?`. */
export const newToken = (): string => randomBytes(32).toString('hex')

/** Like the samples' `000demo163853607887602123986120`: a prefix, the time, random digits. */
export const newMessageId = (now: number): string =>
  `000sandbox${now}${randomInt(10 ** 9)
    .toString()
    .padStart(9, '0')}`

/** 24 digits like the samples' `202109305800000001****`. */
export const newTemplateCode = (now: number): string =>
  `${new Date(now).toISOString().slice(0, 10).replaceAll('-', '')}58000000${randomInt(10 ** 8)
    .toString()
    .padStart(8, '0')}`

/** For things that never leave the sandbox. */
export const newId = (): string => randomUUID()
